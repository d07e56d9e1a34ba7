/* The reference rules in C, written by hand: one pass over plain columns, branch-free.
 *
 * Money is whole fen, carried in doubles (all below 2^53, so exact); rounding is half upwards. Figures are those of
 * 2012-06-30. Verdicts: 0 entitled, 4 not entitled, 9 no decision, 10 not offered, 13 out of scope. */
#include <math.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint8_t *legal_form, *tax_industry, *collection_method, *industry_edition;
    const uint8_t *restricted, *high_tech, *conforms;
    const uint16_t *division, *industry_code;
    const int32_t *average_employees, *employees, *founded_on;
    const int64_t *taxable_income, *average_total_assets, *revenue, *total_assets, *revenue_before;
    const int64_t *monthly_sales, *transaction_sales, *invoice_fee;
    const uint8_t *size_rows; /* by edition and position of the code */
    int64_t codes;
    const double *limits; /* by row: employees, revenue, assets; small, medium, large; -1 where unused */
    const int16_t *shares;   /* by division, per mille; -1 none filed, -2 none offered */
} Firms;

typedef struct {
    uint8_t *v272, *v273, *v274, *v275, *v276, *v276o, *v278;
    int64_t *a272, *a273, *a274, *a275, *a278;
    uint8_t *size_class, *small_or_micro;
    int64_t *income_tax;
} Answers;

#define BLOCK 1024

static inline double half_up(double amount, double times, double by) {
    return floor((2 * times * amount + by) / (2 * by));
}

#define IN(type, name) const type *restrict name = f->name + from
#define OUT(type, name) type *restrict name = o->name + from

/* Rows from..from+n of one block: small loops that the compiler turns into vector instructions. */
static void block(const Firms *f, const Answers *o, size_t from, size_t n) {
    IN(uint8_t, legal_form);
    IN(uint8_t, tax_industry);
    IN(uint8_t, collection_method);
    IN(uint8_t, industry_edition);
    IN(uint8_t, restricted);
    IN(uint8_t, high_tech);
    IN(uint8_t, conforms);
    IN(uint16_t, division);
    IN(uint16_t, industry_code);
    IN(int32_t, average_employees);
    IN(int32_t, employees);
    IN(int32_t, founded_on);
    IN(int64_t, taxable_income);
    IN(int64_t, average_total_assets);
    IN(int64_t, revenue);
    IN(int64_t, total_assets);
    IN(int64_t, revenue_before);
    IN(int64_t, monthly_sales);
    IN(int64_t, transaction_sales);
    IN(int64_t, invoice_fee);
    OUT(uint8_t, v272);
    OUT(uint8_t, v273);
    OUT(uint8_t, v274);
    OUT(uint8_t, v275);
    OUT(uint8_t, v276);
    OUT(uint8_t, v276o);
    OUT(uint8_t, v278);
    OUT(int64_t, a272);
    OUT(int64_t, a273);
    OUT(int64_t, a274);
    OUT(int64_t, a275);
    OUT(int64_t, a278);
    OUT(uint8_t, size_class);
    OUT(uint8_t, small_or_micro);
    OUT(int64_t, income_tax);
    uint8_t payer[BLOCK], individual[BLOCK], slp[BLOCK], taxed_slp[BLOCK], taxed_high[BLOCK];
    double standard[BLOCK], high[BLOCK], reduced[BLOCK], base[BLOCK];
    int32_t row[BLOCK], share[BLOCK];
    const double *restrict limits = f->limits;
    for (size_t i = 0; i < n; i++) {
        row[i] = 9 * f->size_rows[industry_edition[i] * f->codes + industry_code[i]];
        share[i] = f->shares[division[i]];
    }
    for (size_t i = 0; i < n; i++) {
        double s = employees[i], r = (double)revenue[i], a = (double)total_assets[i];
        int32_t at = row[i];
        int32_t by_staff = (s < limits[at]) + (s < limits[at + 1]) + (s < limits[at + 2]);
        int32_t by_revenue = (r < limits[at + 3]) + (r < limits[at + 4]) + (r < limits[at + 5]);
        int32_t by_assets = (a < limits[at + 6]) + (a < limits[at + 7]) + (a < limits[at + 8]);
        int32_t class = by_staff > by_revenue ? by_staff : by_revenue;
        size_class[i] = class > by_assets ? class : by_assets;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t form = legal_form[i], small = size_class[i] >= 2;
        payer[i] = (form <= 2) | (form == 5);
        individual[i] = form >= 6;
        small_or_micro[i] = small;
        v278[i] = small ? 0 : 4;
    }
    for (size_t i = 0; i < n; i++) {
        double income = (double)taxable_income[i], assets = (double)average_total_assets[i];
        int other = tax_industry[i] != 0;
        slp[i] = payer[i] & (income <= 30000000.0) & (average_employees[i] <= (other ? 8000 : 10000)) &
                 (assets <= (other ? 1000000000.0 : 3000000000.0)) & (restricted[i] == 0) &
                 (collection_method[i] == 0);
    }
    for (size_t i = 0; i < n; i++) {
        double income = (double)taxable_income[i], taxed = income > 0 ? income : 0;
        standard[i] = half_up(taxed, 25, 100);
        high[i] = half_up(taxed, 15, 100);
        reduced[i] = half_up(taxed, income <= 6000000.0 ? 10 : 20, 100);
        base[i] = half_up(income - 6000000.0, high_tech[i] ? 600 : 800, 10000);
        taxed_slp[i] = slp[i] & ((income <= 0) | (high_tech[i] == 0) | (reduced[i] <= high[i]));
        taxed_high[i] = (high_tech[i] != 0) & (taxed_slp[i] == 0);
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t above = taxable_income[i] > 6000000;
        uint8_t rewarded = share[i] == -1 ? 9 : share[i] == -2 ? 10 : 0;
        uint8_t in_band = slp[i] & above, reduced_too = slp[i] & (above ^ 1) & taxed_slp[i];
        v272[i] = payer[i] ? (in_band ? rewarded : 4) : 13;
        v273[i] = payer[i] ? (reduced_too ? 0 : 4) : 13;
        v274[i] = payer[i] ? (taxed_high[i] ? 0 : 4) : 13;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t young = (founded_on[i] > 13694) & (founded_on[i] <= 15521);
        v275[i] = small_or_micro[i] & (conforms[i] != 0) & young ? 0 : 4;
        v276[i] = individual[i] ? (monthly_sales[i] < 2000000 ? 0 : 4) : 13;
        v276o[i] = individual[i] ? (transaction_sales[i] < 50000 ? 0 : 4) : 13;
    }
    for (size_t i = 0; i < n; i++) {
        double levy = half_up((double)revenue_before[i], 1, 1000);
        double payable = founded_on[i] > 14425 ? 0 : half_up(levy, 1, 2);
        double tax = taxed_slp[i] ? reduced[i] : taxed_high[i] ? high[i] : standard[i];
        double reward = half_up(base[i], share[i], 1000);
        a275[i] = (int64_t)(v275[i] == 0 ? levy - payable : 0);
        a272[i] = (int64_t)(v272[i] == 0 ? reward : 0);
        a273[i] = (int64_t)(v273[i] == 0 ? standard[i] - reduced[i] : 0);
        a274[i] = (int64_t)(v274[i] == 0 ? standard[i] - high[i] : 0);
        a278[i] = v278[i] == 0 ? invoice_fee[i] : 0;
        income_tax[i] = (int64_t)(payer[i] ? tax : -1);
    }
}

typedef struct {
    const Firms *firms;
    const Answers *answers;
    size_t from, to;
} Part;

static void *part(void *given) {
    const Part *p = given;
    for (size_t from = p->from; from < p->to; from += BLOCK)
        block(p->firms, p->answers, from, p->to - from < BLOCK ? p->to - from : BLOCK);
    return NULL;
}

/* All rows on one or two threads. */
void answer(const Firms *firms, const Answers *answers, size_t rows, int threads) {
    if (threads < 2) {
        part(&(Part){firms, answers, 0, rows});
        return;
    }
    size_t middle = rows / 2 / BLOCK * BLOCK;
    Part upper = {firms, answers, middle, rows};
    pthread_t other;
    pthread_create(&other, NULL, part, &upper);
    part(&(Part){firms, answers, 0, middle});
    pthread_join(other, NULL);
}
