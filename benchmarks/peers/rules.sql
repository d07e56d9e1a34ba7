-- The reference rules for DuckDB, written by hand: one nested SELECT for each level of what rests on what.
-- `firms` are the rows, `standard` the bounds of the size standard by edition and industry, `decided` the filed shares.
-- Money is whole fen, rounding half upwards by whole division; verdicts: 0 entitled, 4 not, 9 no decision, 10 not
-- offered, 13 out of scope. Figures are those of 2012-06-30.
SELECT id, division,
    v272 AS "27.2_verdict", v273 AS "27.3_verdict", v274 AS "27.4_verdict", v275 AS "27.5_verdict",
    v276 AS "27.6_verdict", v276o AS "27.6_occasion_verdict", v278 AS "27.8_verdict",
    CASE WHEN v272 = 0 THEN (2 * base * share + 1000) // 2000 ELSE 0 END AS "27.2_amount",
    CASE WHEN v273 = 0 THEN standard_tax - slp_tax ELSE 0 END AS "27.3_amount",
    CASE WHEN v274 = 0 THEN standard_tax - high_tax ELSE 0 END AS "27.4_amount",
    CASE WHEN v275 <> 0 THEN 0 WHEN founded_on > DATE '2009-06-30' THEN levy
        ELSE levy - (levy + 1) // 2 END AS "27.5_amount",
    CASE WHEN v278 = 0 THEN invoice_fee_tariff ELSE 0 END AS "27.8_amount",
    size_class, small::UTINYINT AS small_or_micro,
    CASE WHEN NOT payer THEN -1 WHEN taxed_slp THEN slp_tax WHEN taxed_high THEN high_tax
        ELSE standard_tax END AS corporate_income_tax
FROM (
    SELECT *,
        CASE WHEN NOT payer THEN 13 WHEN NOT slp OR taxable_income <= 6000000 THEN 4
            WHEN share = -1 THEN 9 WHEN share = -2 THEN 10 ELSE 0 END::UTINYINT AS v272,
        CASE WHEN NOT payer THEN 13 WHEN slp AND taxable_income <= 6000000 AND taxed_slp THEN 0
            ELSE 4 END::UTINYINT AS v273,
        CASE WHEN NOT payer THEN 13 WHEN taxed_high THEN 0 ELSE 4 END::UTINYINT AS v274,
        CASE WHEN small AND conforms_to_industrial_policy AND founded_on > DATE '2007-06-30'
            AND founded_on <= DATE '2012-06-30' THEN 0 ELSE 4 END::UTINYINT AS v275,
        CASE WHEN NOT individual THEN 13 WHEN monthly_sales < 2000000 THEN 0 ELSE 4 END::UTINYINT AS v276,
        CASE WHEN NOT individual THEN 13 WHEN transaction_sales < 50000 THEN 0 ELSE 4 END::UTINYINT AS v276o,
        CASE WHEN small THEN 0 ELSE 4 END::UTINYINT AS v278
    FROM (
        SELECT *, size_class >= 2 AS small, high_tech_certified AND NOT taxed_slp AS taxed_high
        FROM (
            SELECT *,
                slp AND (taxable_income <= 0 OR NOT high_tech_certified OR slp_tax <= high_tax) AS taxed_slp,
                ((taxable_income - 6000000) * (CASE WHEN high_tech_certified THEN 6 ELSE 8 END) + 50) // 100 AS base,
                greatest(by_employees, by_revenue, by_assets)::UTINYINT AS size_class
            FROM (
                SELECT *,
                    (25 * income + 50) // 100 AS standard_tax,
                    (15 * income + 50) // 100 AS high_tax,
                    CASE WHEN taxable_income <= 6000000 THEN (10 * income + 50) // 100
                        ELSE (20 * income + 50) // 100 END AS slp_tax,
                    payer AND taxable_income <= 30000000
                        AND average_employees <= (CASE tax_industry WHEN 0 THEN 10000 ELSE 8000 END)
                        AND average_total_assets <= (CASE tax_industry WHEN 0 THEN 3000000000 ELSE 1000000000 END)
                        AND NOT restricted_or_prohibited_industry AND collection_method = 0 AS slp
                FROM (
                    SELECT firms.*, share,
                        greatest(taxable_income, 0) AS income,
                        ("revenue@2011" + 500) // 1000 AS levy,
                        legal_form IN (0, 1, 2, 5) AS payer,
                        legal_form IN (6, 7) AS individual,
                        (employees < employees_small)::TINYINT + (employees < employees_medium)::TINYINT
                            + (employees < employees_large)::TINYINT AS by_employees,
                        (revenue < revenue_small)::TINYINT + (revenue < revenue_medium)::TINYINT
                            + (revenue < revenue_large)::TINYINT AS by_revenue,
                        (total_assets < assets_small)::TINYINT + (total_assets < assets_medium)::TINYINT
                            + (total_assets < assets_large)::TINYINT AS by_assets
                    FROM firms
                    JOIN standard USING (industry_edition, industry_code)
                    JOIN decided USING (division)
                )
            )
        )
    )
)
