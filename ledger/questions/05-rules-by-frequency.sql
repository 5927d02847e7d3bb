-- 题目：各规则的问题数
-- 按规则统计现存的问题和涉及的机关数，多的在前。影子规则的发现、有现行豁免的和认定不属实的不算。
-- 已整改是曾经发现、后来核查已经改正的问题；年报撤下的和因本系统规则、识读变化不再认定的不算整改。
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：severity | 程度 | 选项 全部/错误/警告/建议/提示 | 全部 | 算哪种程度的问题
WITH wanted AS (
    SELECT column1 AS label, column2 AS severity
    FROM (VALUES ('错误', 'error'), ('警告', 'warning'), ('建议', 'advice'), ('提示', 'hint'))),
standing AS (
    SELECT rule, count(*) AS number, count(DISTINCT agency_id) AS agencies,
        sum(severity = 'error') AS errors, sum(severity = 'warning') AS warnings
    FROM standing_findings
    WHERE (:year IS NULL OR year = :year)
        AND severity IN (SELECT severity FROM wanted WHERE :severity IN (label, '全部'))
    GROUP BY rule),
gone AS (
    SELECT rule, count(*) AS number FROM findings
    WHERE is_shadow = 0 AND status = 'gone' AND state = 'rectified' AND (:year IS NULL OR year = :year)
        AND severity IN (SELECT severity FROM wanted WHERE :severity IN (label, '全部'))
    GROUP BY rule)
SELECT s.rule AS 规则, s.number AS 现存问题, s.errors AS 其中错误, s.warnings AS 其中警告,
    s.agencies AS 机关数, coalesce(g.number, 0) AS 已整改
FROM standing s LEFT JOIN gone g ON g.rule = s.rule
UNION ALL
SELECT rule, 0, 0, 0, 0, number FROM gone WHERE rule NOT IN (SELECT rule FROM standing)
ORDER BY 2 DESC, 1
