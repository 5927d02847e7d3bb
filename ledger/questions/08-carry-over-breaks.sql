-- 题目：申请结转数不衔接的年度
-- 上年年报的结转下年度（总计）与本年年报的上年结转（总计）不同的，两数并列，供核对。
-- 只比较两年都读出数字的；CON07 判定为符合、不适用，或者有现行豁免、认定不属实的不列。
-- 参数：year | 年度 | 年度 | 全部 | 后一年度
-- 参数：agency | 机关 | 机关 | 全部 | 只列该机关
WITH waived AS MATERIALIZED (
    SELECT agency_id, year FROM waivers_in_force WHERE coalesce(rule, 'CON07') = 'CON07'),
held AS (
    SELECT agency_id, year, judgement_id, reading_id, lag(year) OVER by_year AS former_year,
        lag(reading_id) OVER by_year AS former_id
    FROM latest_readings
    WINDOW by_year AS (PARTITION BY agency_id ORDER BY year)),
pairs AS MATERIALIZED (
    SELECT h.agency_id, h.year, h.judgement_id, o.number AS carried_out, i.number AS carried_in
    FROM held h
    CROSS JOIN key_figures i ON i.reading_id = h.reading_id
        AND i.path = 'requests.carried_in.total'
    CROSS JOIN key_figures o ON o.reading_id = h.former_id
        AND o.path = 'requests.carried_out.total'
    WHERE h.former_year = h.year - 1 AND i.number <> o.number
        AND (:year IS NULL OR h.year = :year) AND (:agency IS NULL OR h.agency_id = :agency))
SELECT a.name AS 机关, p.year AS 年度, p.carried_out AS 上年年报结转下年度,
    p.carried_in AS 本年年报上年结转, p.carried_in - p.carried_out AS 相差,
    CASE s.outcome WHEN 'nonconforming' THEN '有问题' WHEN 'undetermined' THEN '无法判定'
        WHEN 'crashed' THEN '未能审核' ELSE '未审核' END AS 规则结论
FROM pairs p
JOIN agencies a ON a.agency_id = p.agency_id
LEFT JOIN results s ON s.judgement_id = p.judgement_id AND s.rule = 'CON07'
WHERE coalesce(s.is_shadow, 0) = 0
    AND coalesce(s.outcome, '') NOT IN ('conforms', 'not_applicable')
    AND NOT EXISTS (
        SELECT 1 FROM waived w
        WHERE coalesce(w.agency_id, p.agency_id) = p.agency_id
            AND coalesce(w.year, p.year) = p.year)
    AND (p.agency_id, p.year) NOT IN (
        SELECT agency_id, year FROM rejected_findings WHERE rule = 'CON07')
ORDER BY a.name, p.agency_id, p.year
