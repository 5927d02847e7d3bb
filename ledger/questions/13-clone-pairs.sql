-- 题目：正文雷同或者数据全部相同的年报
-- 审核认为正文与其他机关雷同（AUT07）或者全部数据相同（CON45）的年报，一对列一行；不判断由谁照搬。
-- 影子规则的发现、有现行豁免的和认定不属实的不列。
-- 参数：year | 年度 | 年度 | 全部 | 年报年度
WITH pairs AS (
    SELECT s.rule, s.agency_id, s.year, a.name || s.year || '年度年报' AS own,
        json_extract(e.value, '$.at') AS other, f.message
    FROM standing_findings s
    CROSS JOIN findings f ON f.fingerprint = s.fingerprint
    CROSS JOIN agencies a ON a.agency_id = s.agency_id
    CROSS JOIN json_each(f.evidence) e
    WHERE s.rule IN ('AUT07', 'CON45') AND (:year IS NULL OR s.year = :year)
        AND json_extract(e.value, '$.at') LIKE '%年度年报')
SELECT min(own, other) AS 年报, max(own, other) AS 另一份年报,
    CASE rule WHEN 'AUT07' THEN '正文雷同' ELSE '数据全部相同' END AS 相同之处,
    min(message) AS 问题
FROM pairs
GROUP BY rule, min(own, other), max(own, other)
ORDER BY max(year) DESC, 1, 2, rule
