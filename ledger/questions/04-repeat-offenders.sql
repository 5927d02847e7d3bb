-- 题目：多个年度有同一问题的机关
-- 同一机关的年报在多个年度有同一规则的问题，且至今存在。影子规则的发现、有现行豁免的和认定不属实的不算。
-- 参数：years | 年度数 | 整数 2—30 | 2 | 至少有几个年度
-- 参数：severity | 程度 | 选项 错误/错误和警告/全部 | 错误和警告 | 算哪些程度的问题
-- 参数：region | 地区 | 地区 | 全部 | 只列该地区的机关
WITH yearly AS (
    SELECT agency_id, rule, year, count(*) AS number FROM standing_findings
    WHERE severity = 'error' OR :severity = '全部'
        OR (severity = 'warning' AND :severity = '错误和警告')
    GROUP BY agency_id, rule, year)
SELECT a.name AS 机关, y.rule AS 规则, count(*) AS 年度数,
    group_concat(y.year, '、') AS 涉及年度, sum(y.number) AS 问题数
FROM yearly y
JOIN agencies a ON a.agency_id = y.agency_id
WHERE (:region IS NULL OR substr(a.region_code, 1, length(:region)) = :region)
GROUP BY y.agency_id, y.rule
HAVING count(*) >= :years
ORDER BY 年度数 DESC, 问题数 DESC, a.name, y.agency_id, y.rule
