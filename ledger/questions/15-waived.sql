-- 题目：豁免使哪些问题不被告知
-- 现行有效的豁免，以及其范围内仍然存在的问题；没有问题的豁免也列出。影子规则的发现本来就不告知，不列。
-- 参数：agency | 机关 | 机关 | 全部 | 只列该机关的问题
WITH hidden AS (
    SELECT v.waiver_id, f.* FROM waived_findings v
    CROSS JOIN findings f ON f.fingerprint = v.fingerprint
    WHERE f.status = 'open' AND f.is_shadow = 0)
SELECT w.waiver_id AS 豁免编号, w.until_date AS 截止日, w.waived_by AS 豁免人, w.reason AS 理由,
    a.name AS 机关, f.year AS 年度, f.rule AS 规则,
    CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END AS 程度,
    f.message AS 问题
FROM waivers_in_force i
JOIN waivers w ON w.waiver_id = i.waiver_id
LEFT JOIN hidden f ON f.waiver_id = i.waiver_id
LEFT JOIN agencies a ON a.agency_id = f.agency_id
WHERE :agency IS NULL OR f.agency_id = :agency
ORDER BY w.waiver_id, a.name, f.year, f.rule, f.fingerprint
