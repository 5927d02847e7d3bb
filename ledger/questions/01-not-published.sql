-- 题目：哪些机关没有见到年报
-- 未公布（人工确认）、未见公布（待人工确认）和无法核实分别列出，后两者都不是未公布：
-- 未见公布须由工作人员确认，无法核实是访问或者本系统的原因。
-- 期限未到（含当日）的不列，期限届满后没有核查过的列为无法核实；对未公布（TIM03）有现行豁免的不列。
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：state | 情况 | 选项 全部/未公布/未见公布/无法核实 | 全部 | 只列哪一种情况
-- 参数：region | 地区 | 地区 | 全部 | 只列该地区的机关
WITH unseen AS (
    SELECT c.agency_id, c.year, iif(c.state = 'not_due', 'unknown', c.state) AS state,
        iif(c.state = 'not_due', '期限届满后尚未核查', c.reason) AS reason, c.as_of
    FROM latest_cases c
    CROSS JOIN last_day
    LEFT JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
    WHERE c.state IN ('not_published', 'absent_unconfirmed', 'unknown')
        OR (c.state = 'not_due' AND c.as_of <= d.due_date AND d.due_date < last_day.day)
    UNION ALL
    SELECT d.agency_id, d.year, 'unknown', '尚未核查', last_day.day
    FROM duties d, last_day
    WHERE d.due_date < last_day.day AND NOT EXISTS (
        SELECT 1 FROM cases c JOIN runs r ON r.run_id = c.run_id AND r.state = 'finished'
        WHERE c.agency_id = d.agency_id AND c.year = d.year))
SELECT CASE u.state WHEN 'not_published' THEN '未公布（人工确认）'
        WHEN 'absent_unconfirmed' THEN '未见公布（待人工确认）' ELSE '无法核实' END AS 情况,
    a.name AS 机关,
    CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
        WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END AS 类别,
    u.year AS 年度, d.due_date AS 最后期限, u.as_of AS 判定日, u.reason AS 说明
FROM unseen u
JOIN agencies a ON a.agency_id = u.agency_id AND a.is_watched = 1
LEFT JOIN duties d ON d.agency_id = u.agency_id AND d.year = u.year
WHERE (:year IS NULL OR u.year = :year)
    AND u.state = CASE :state WHEN '未公布' THEN 'not_published'
        WHEN '未见公布' THEN 'absent_unconfirmed' WHEN '无法核实' THEN 'unknown' ELSE u.state END
    AND (:region IS NULL OR substr(a.region_code, 1, length(:region)) = :region)
    AND NOT EXISTS (
        SELECT 1 FROM waivers_in_force w
        WHERE u.state <> 'unknown' AND coalesce(w.rule, 'TIM03') = 'TIM03'
            AND coalesce(w.agency_id, u.agency_id) = u.agency_id
            AND coalesce(w.year, u.year) = u.year)
ORDER BY u.year DESC, CASE u.state WHEN 'not_published' THEN 1
    WHEN 'absent_unconfirmed' THEN 2 ELSE 3 END, a.name, u.agency_id
