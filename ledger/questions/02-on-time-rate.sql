-- 题目：按时公布率
-- 应公布是期限已到、应当公布的机关数。按时率＝按时公布÷（按时公布＋逾期公布＋未公布），
-- 未公布只算经人工确认的；公布时间无法判定、未见公布（待人工确认）和无法核实的分别列出，
-- 不算按时，也不算逾期或者未公布；期限届满后没有核查过的算无法核实。百分比舍去第二位小数，不进位。
-- 参数：year | 年度 | 年度 | 全部 | 年报年度
-- 参数：by | 分组 | 选项 年度/地区/类别 | 年度 | 每个年度再按什么分组
-- 参数：region | 地区 | 地区 | 全部 | 只算该地区的机关
-- 参数：kind | 类别 | 选项 全部/政府部门/人民政府/乡镇（街道）/开发区管委会 | 全部 | 只算该类机关
WITH standing AS (
    SELECT d.agency_id, d.year, iif(c.state = 'not_due' AND c.as_of <= d.due_date
        AND d.due_date < last_day.day, 'unknown', c.state) AS state
    FROM latest_cases c
    CROSS JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
    CROSS JOIN last_day
    UNION ALL
    SELECT d.agency_id, d.year, iif(d.due_date < last_day.day, 'unknown', 'not_due')
    FROM duties d
    CROSS JOIN agencies a ON a.agency_id = d.agency_id AND a.is_watched = 1
    CROSS JOIN last_day
    WHERE NOT EXISTS (
        SELECT 1 FROM cases c JOIN runs r ON r.run_id = c.run_id AND r.state = 'finished'
        WHERE c.agency_id = d.agency_id AND c.year = d.year)),
owed AS (
    SELECT s.year, a.region_code,
        CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
        WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END AS 类别,
        s.state
    FROM standing s CROSS JOIN agencies a ON a.agency_id = s.agency_id
    WHERE (:year IS NULL OR s.year = :year)
        AND (:region IS NULL OR substr(a.region_code, 1, length(:region)) = :region)),
counted AS (
    SELECT year,
        CASE :by WHEN '地区' THEN region_code WHEN '类别' THEN 类别 ELSE '全部' END AS part,
        count(*) AS due, sum(state = 'on_time') AS on_time, sum(state = 'late') AS late,
        sum(state = 'collected') AS untimed, sum(state = 'not_published') AS missing,
        sum(state = 'absent_unconfirmed') AS unseen, sum(state = 'unknown') AS unknown
    FROM owed
    WHERE state <> 'not_due' AND (:kind = '全部' OR 类别 = :kind)
    GROUP BY year, part)
SELECT year AS 年度, part AS 分组, due AS 应公布, on_time AS 按时公布, late AS 逾期公布,
    missing AS 未公布, untimed AS 公布时间无法判定, unseen AS "未见公布（待人工确认）",
    unknown AS 无法核实,
    CASE WHEN on_time + late + missing > 0 THEN printf('%d.%d%%',
        1000 * on_time / (on_time + late + missing) / 10,
        1000 * on_time / (on_time + late + missing) % 10) END AS 按时率
FROM counted
ORDER BY year DESC, part
