-- 题目：哪些机关逾期公布
-- 由审核规则判定为逾期的机关，附所称公布日期和核查所见的区间：不早于是最后一次完整核查未见的日期，
-- 不晚于是首次见到的日期。时间无法判定的不在其中；逾期问题有现行豁免或者认定不属实的不列。
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：region | 地区 | 地区 | 全部 | 只列该地区的机关
SELECT a.name AS 机关,
    CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
        WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END AS 类别,
    c.year AS 年度, d.due_date AS 最后期限, c.claimed_date AS 所称公布日期,
    c.not_before AS 不早于, c.not_after AS 不晚于, c.reason AS 说明
FROM latest_cases c
JOIN agencies a ON a.agency_id = c.agency_id AND a.is_watched = 1
LEFT JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
WHERE c.state = 'late' AND (:year IS NULL OR c.year = :year)
    AND (:region IS NULL OR substr(a.region_code, 1, length(:region)) = :region)
    AND NOT EXISTS (
        SELECT 1 FROM waivers_in_force w
        WHERE (w.rule IS NULL OR w.rule IN ('TIM01', 'TIM02'))
            AND coalesce(w.agency_id, c.agency_id) = c.agency_id
            AND coalesce(w.year, c.year) = c.year)
    AND (c.agency_id, c.year) NOT IN (
        SELECT agency_id, year FROM rejected_findings WHERE rule IN ('TIM01', 'TIM02'))
ORDER BY c.year DESC, a.name, c.agency_id
