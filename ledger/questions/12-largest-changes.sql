-- 题目：与上年相比变化最大的数据
-- 同一机关相邻两年的数据之差，绝对值大的在前，供核对，不是问题。只比较两年都读出数字的。
-- 参数：figure | 数据项 | 数据项 | 本年新收申请 | 比较哪一项
-- 参数：year | 年度 | 年度 | 最近 | 后一年度
-- 参数：rows | 行数 | 整数 1—10000 | 50 | 最多列出多少行
WITH held AS (
    SELECT h.agency_id, h.year, k.number, lag(k.number) OVER by_year AS former,
        lag(h.year) OVER by_year AS former_year
    FROM latest_readings h
    CROSS JOIN key_figures k ON k.reading_id = h.reading_id AND k.path = :figure
    WHERE :year IS NULL OR h.year IN (:year, :year - 1)
    WINDOW by_year AS (PARTITION BY h.agency_id ORDER BY h.year))
SELECT a.name AS 机关, h.year AS 年度, h.former AS 上年, h.number AS 本年,
    h.number - h.former AS 增减
FROM held h
JOIN agencies a ON a.agency_id = h.agency_id
WHERE h.former_year = h.year - 1 AND h.number <> h.former AND (:year IS NULL OR h.year = :year)
ORDER BY abs(h.number - h.former) DESC, a.name, h.agency_id, h.year
LIMIT :rows
