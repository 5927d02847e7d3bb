-- 题目：从通知到整改用了多少天
-- 从列有该问题的文书首次签发，到核查首次见到已经整改的天数；实际整改可能更早，所以天数是上限。
-- 年报撤下的、因本系统规则或者识读变化不再认定的都不算整改。影子规则的发现、有现行豁免的和认定不属实的不算。
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：by | 分组 | 选项 年度/规则/机关 | 年度 | 按什么分组
WITH released AS MATERIALIZED (
    SELECT n.notice_id, min(date(s.moved_at, '+8 hours')) AS day
    FROM notices n
    CROSS JOIN notice_states s ON s.notice_id = n.notice_id AND s.state = 'released'
    WHERE :year IS NULL OR n.year = :year
    GROUP BY n.notice_id),
told AS (
    SELECT i.fingerprint, min(n.day) AS day
    FROM released n CROSS JOIN notice_items i ON i.notice_id = n.notice_id
    GROUP BY i.fingerprint),
lives AS MATERIALIZED (
    SELECT f.rule, f.agency_id, f.year, f.state, f.status,
        CASE f.state WHEN 'rectified' THEN CAST(julianday((
            SELECT max(r.as_of) FROM finding_history h JOIN runs r ON r.run_id = h.run_id
            WHERE h.fingerprint = f.fingerprint AND h.state = 'rectified'
                AND r.as_of >= t.day)) - julianday(t.day) AS INTEGER) END AS days
    FROM told t CROSS JOIN findings f ON f.fingerprint = t.fingerprint
    WHERE f.is_shadow = 0 AND (:year IS NULL OR f.year = :year)
        AND f.fingerprint NOT IN (SELECT fingerprint FROM waived_findings)
        AND f.fingerprint NOT IN (SELECT fingerprint FROM rejected_findings)),
parts AS (
    SELECT CASE :by WHEN '规则' THEN rule
        WHEN '机关' THEN (SELECT a.name FROM agencies a WHERE a.agency_id = lives.agency_id)
        ELSE year END AS part, state, status, days
    FROM lives)
SELECT part AS 分组, count(*) AS 已通知, sum(state = 'rectified') AS 已整改,
    sum(status = 'open') AS 尚未整改, sum(state = 'withdrawn') AS 年报已撤下,
    sum(state = 'dropped') AS 不再认定,
    printf('%d.%d', 10 * sum(days) / count(days) / 10, 10 * sum(days) / count(days) % 10)
        AS 平均天数,
    min(days) AS 最短天数, max(days) AS 最长天数
FROM parts
GROUP BY part
ORDER BY part
