-- 题目：超过规定天数仍未整改的问题
-- 首次发现至最近判定日超过规定天数而仍然存在的问题，久的在前。影子规则的发现、有现行豁免的和认定不属实的不列。
-- 参数：days | 天数 | 整数 0—36500 | 90 | 超过多少天
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：severity | 程度 | 选项 错误/错误和警告/全部 | 错误和警告 | 列哪些程度的问题
-- 参数：agency | 机关 | 机关 | 全部 | 只列该机关
-- 参数：rows | 行数 | 整数 1—1000000 | 10000 | 最多列出多少行
WITH old AS (
    SELECT s.*, r.as_of AS first_day,
        CAST(julianday(last_day.day) - julianday(r.as_of) AS INTEGER) AS days
    FROM standing_findings s
    JOIN runs r ON r.run_id = s.first_seen_run
    JOIN last_day
    WHERE (:year IS NULL OR s.year = :year) AND (:agency IS NULL OR s.agency_id = :agency)
        AND (s.severity = 'error' OR :severity = '全部'
            OR (s.severity = 'warning' AND :severity = '错误和警告'))
        AND days > :days
    ORDER BY days DESC, s.year DESC, s.agency_id, s.rule, s.fingerprint
    LIMIT :rows)
SELECT a.name AS 机关, o.year AS 年度, o.rule AS 规则,
    CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END AS 程度,
    o.first_day AS 首次发现, o.days AS 天数,
    CASE WHEN EXISTS (
        SELECT 1 FROM notice_items i JOIN notice_states n ON n.notice_id = i.notice_id
        WHERE i.fingerprint = o.fingerprint AND n.state = 'released')
        THEN '是' ELSE '否' END AS 已通知,
    o.fingerprint AS 问题标识, f.message AS 问题
FROM old o
CROSS JOIN findings f ON f.fingerprint = o.fingerprint
CROSS JOIN agencies a ON a.agency_id = o.agency_id
ORDER BY o.days DESC, o.year DESC, a.name, o.agency_id, o.rule, o.fingerprint
