-- Ten questions to the shards of `onrecord scale`, for DuckDB at any size: duckdb < questions.sql
-- Run it in the folder of shards, or put the address of an object store before statements/ and articles/.

-- 1. How many statements are there of which kind, and how sure are they?
SELECT kind, count(*) AS statements, round(avg(confidence), 2) AS confidence
FROM 'statements/*.parquet' GROUP BY kind ORDER BY statements DESC;

-- 2. Who is quoted most, in how many outlets?
SELECT speaker, count(*) AS statements, count(DISTINCT outlet) AS outlets
FROM 'statements/*.parquet' WHERE speaker_type = 'person' AND kind <> 'indirect'
GROUP BY speaker ORDER BY statements DESC, speaker LIMIT 20;

-- 3. Who speaks about a word more than others do?
WITH spoken AS (SELECT speaker, words ILIKE '%bridge%' AS about FROM 'statements/*.parquet' WHERE speaker IS NOT NULL)
SELECT speaker, sum(about::INT) AS about_it, count(*) AS statements, avg(about::INT) AS share
FROM spoken GROUP BY speaker ORDER BY share DESC, statements DESC, speaker LIMIT 20;

-- 4. What did somebody say, the newest first?
SELECT coalesce(said_latest, published) AS day, words, url
FROM 'statements/*.parquet' WHERE speaker ILIKE '%roscoe' AND happened = 'yes'
ORDER BY day DESC NULLS LAST, id LIMIT 50;

-- 5. How many statements a month were said, by channel?
SELECT date_trunc('month', coalesce(said_earliest, published)) AS month, channel, count(*) AS statements
FROM 'statements/*.parquet' GROUP BY ALL ORDER BY month, channel;

-- 6. Which quotations stand word for word in several articles?
WITH quoted AS (
  SELECT lower(regexp_replace(words, '[^[:alnum:] ]', '', 'g')) AS wording, article, published
  FROM 'statements/*.parquet' WHERE kind = 'direct' AND length(words) > 40
)
SELECT wording, count(DISTINCT article) AS articles, min(published) AS first_printed
FROM quoted GROUP BY wording ORDER BY articles DESC, wording LIMIT 20;

-- 7. How many days lie between what was said and its printing?
SELECT datediff('day', said_latest, published) AS days, count(*) AS statements
FROM 'statements/*.parquet' WHERE said_earliest = said_latest GROUP BY days ORDER BY statements DESC, days LIMIT 20;

-- 8. How much of an outlet's reported speech has no source with a name?
SELECT outlet, round(avg((speaker_named IS NOT TRUE)::INT), 3) AS unnamed, count(*) AS statements
FROM 'statements/*.parquet' GROUP BY outlet ORDER BY statements DESC LIMIT 50;

-- 9. Which promises and denials are there, the surest first?
SELECT act, speaker, words, published FROM 'statements/*.parquet'
WHERE act IN ('promised', 'denied') AND happened = 'yes' ORDER BY confidence DESC, id LIMIT 50;

-- 10. The sentence around a statement: its words cut out of the article's own text
SELECT s.speaker, substr(a.text, greatest(s.start - 80, 1), s."end" - s.start + 160) AS passage
FROM 'statements/*.parquet' s JOIN 'articles/*.parquet' a ON s.article = a.id
WHERE s.words ILIKE '%mend%' ORDER BY s.id LIMIT 10;
