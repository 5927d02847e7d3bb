-- 题目：现行有效件数的历年衔接
-- 规章、行政规范性文件的现行有效件数，与上年现行有效加本年制发减本年废止并列，供核对；因有效期届满、清理、
-- 划转增减的不是问题。只比较各数都读出的；只看不衔接的时，CON08 判定为符合、不适用，或者有现行豁免、认定不属实的不列。
-- 参数：agency | 机关 | 机关 | 全部 | 只列该机关
-- 参数：show | 范围 | 选项 不衔接/全部 | 不衔接 | 只列不衔接的，还是全部列出
-- 参数：year | 年度 | 年度 | 最近 | 后一年度
WITH waived AS MATERIALIZED (
    SELECT agency_id, year FROM waivers_in_force WHERE coalesce(rule, 'CON08') = 'CON08'),
held AS MATERIALIZED (
    SELECT agency_id, year, judgement_id, reading_id, lag(year) OVER by_year AS former_year,
        lag(reading_id) OVER by_year AS former_id
    FROM latest_readings
    WHERE (:agency IS NULL OR agency_id = :agency) AND (:year IS NULL OR year IN (:year, :year - 1))
    WINDOW by_year AS (PARTITION BY agency_id ORDER BY year)),
stocks AS (
    SELECT h.*, '规章' AS kind, b.number AS before, i.number AS issued, r.number AS repealed,
        n.number AS in_force
    FROM held h
    CROSS JOIN key_figures n ON n.reading_id = h.reading_id
        AND n.path = 'proactive.regulations.in_force'
    CROSS JOIN key_figures b ON b.reading_id = h.former_id
        AND b.path = 'proactive.regulations.in_force'
    CROSS JOIN key_figures i ON i.reading_id = h.reading_id
        AND i.path = 'proactive.regulations.issued'
    CROSS JOIN key_figures r ON r.reading_id = h.reading_id
        AND r.path = 'proactive.regulations.repealed'
    WHERE h.former_year = h.year - 1 AND (:year IS NULL OR h.year = :year)
    UNION ALL
    SELECT h.*, '行政规范性文件', b.number, i.number, r.number, n.number
    FROM held h
    CROSS JOIN key_figures n ON n.reading_id = h.reading_id
        AND n.path = 'proactive.normative_documents.in_force'
    CROSS JOIN key_figures b ON b.reading_id = h.former_id
        AND b.path = 'proactive.normative_documents.in_force'
    CROSS JOIN key_figures i ON i.reading_id = h.reading_id
        AND i.path = 'proactive.normative_documents.issued'
    CROSS JOIN key_figures r ON r.reading_id = h.reading_id
        AND r.path = 'proactive.normative_documents.repealed'
    WHERE h.former_year = h.year - 1 AND (:year IS NULL OR h.year = :year)),
chains AS (
    SELECT *, before + issued - repealed AS expected FROM stocks
    WHERE :show = '全部' OR in_force <> before + issued - repealed)
SELECT a.name AS 机关, c.kind AS 文件种类, c.year AS 年度, c.before AS 上年现行有效,
    c.issued AS 本年制发, c.repealed AS 本年废止, c.expected AS 应为, c.in_force AS 现行有效,
    c.in_force - c.expected AS 相差
FROM chains c
JOIN agencies a ON a.agency_id = c.agency_id
LEFT JOIN results s ON s.judgement_id = c.judgement_id AND s.rule = 'CON08'
WHERE :show = '全部' OR (coalesce(s.is_shadow, 0) = 0
    AND coalesce(s.outcome, '') NOT IN ('conforms', 'not_applicable')
    AND NOT EXISTS (
        SELECT 1 FROM waived w
        WHERE coalesce(w.agency_id, c.agency_id) = c.agency_id
            AND coalesce(w.year, c.year) = c.year)
    AND (c.agency_id, c.year) NOT IN (
        SELECT agency_id, year FROM rejected_findings WHERE rule = 'CON08'))
ORDER BY a.name, c.agency_id, c.kind, c.year
