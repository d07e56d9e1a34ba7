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

/* Rows from..from+n of one block: small loops of one width each, which the compiler turns into vector instructions. */
static void block(const Firms *f, const Answers *o, size_t from, size_t n) {
    uint8_t small[BLOCK], payer[BLOCK], individual[BLOCK], slp[BLOCK], taxed_slp[BLOCK], taxed_high[BLOCK];
    double standard[BLOCK], high[BLOCK], reduced[BLOCK], base[BLOCK], share[BLOCK];
    int32_t row[BLOCK];
    const uint8_t *size_rows = f->size_rows;
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        row[i] = 9 * size_rows[f->industry_edition[r] * f->codes + f->industry_code[r]];
    }
    const double *limits = f->limits;
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        const double *l = limits + row[i];
        double staff = f->employees[r], revenue = (double)f->revenue[r], assets = (double)f->total_assets[r];
        int by_staff = (staff < l[0]) + (staff < l[1]) + (staff < l[2]);
        int by_revenue = (revenue < l[3]) + (revenue < l[4]) + (revenue < l[5]);
        int by_assets = (assets < l[6]) + (assets < l[7]) + (assets < l[8]);
        int class = by_staff > by_revenue ? by_staff : by_revenue;
        class = class > by_assets ? class : by_assets;
        o->size_class[r] = class;
    }
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        uint8_t form = f->legal_form[r];
        payer[i] = (form <= 2) | (form == 5);
        individual[i] = form >= 6;
        small[i] = o->size_class[r] >= 2;
        o->small_or_micro[r] = small[i];
        o->v278[r] = small[i] ? 0 : 4;
    }
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        double income = (double)f->taxable_income[r], assets = (double)f->average_total_assets[r];
        int industrial = f->tax_industry[r] == 0;
        slp[i] = payer[i] & (income <= 30000000.0) & (f->average_employees[r] <= (industrial ? 10000 : 8000)) &
                 (assets <= (industrial ? 3000000000.0 : 1000000000.0)) & !f->restricted[r] &
                 (f->collection_method[r] == 0);
    }
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        double income = (double)f->taxable_income[r], taxed = income > 0 ? income : 0;
        standard[i] = half_up(taxed, 25, 100);
        high[i] = half_up(taxed, 15, 100);
        reduced[i] = half_up(taxed, income <= 6000000.0 ? 10 : 20, 100);
        base[i] = half_up(income - 6000000.0, f->high_tech[r] ? 600 : 800, 10000);
        taxed_slp[i] = slp[i] & ((income <= 0) | !f->high_tech[r] | (reduced[i] <= high[i]));
        taxed_high[i] = f->high_tech[r] & !taxed_slp[i];
    }
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        int above = f->taxable_income[r] > 6000000;
        int filed = f->shares[f->division[r]];
        share[i] = filed;
        int rewarded = filed == -1 ? 9 : filed == -2 ? 10 : 0;
        o->v272[r] = !payer[i] ? 13 : !(slp[i] & above) ? 4 : rewarded;
        o->v273[r] = !payer[i] ? 13 : slp[i] & !above & taxed_slp[i] ? 0 : 4;
        o->v274[r] = !payer[i] ? 13 : taxed_high[i] ? 0 : 4;
        o->v275[r] = small[i] & f->conforms[r] & (f->founded_on[r] > 13694) & (f->founded_on[r] <= 15521) ? 0 : 4;
        o->v276[r] = !individual[i] ? 13 : f->monthly_sales[r] < 2000000 ? 0 : 4;
        o->v276o[r] = !individual[i] ? 13 : f->transaction_sales[r] < 50000 ? 0 : 4;
    }
    for (size_t i = 0; i < n; i++) {
        size_t r = from + i;
        double levy = half_up((double)f->revenue_before[r], 1, 1000);
        double payable = f->founded_on[r] > 14425 ? 0 : half_up(levy, 1, 2);
        o->a275[r] = o->v275[r] == 0 ? (int64_t)(levy - payable) : 0;
        o->a272[r] = o->v272[r] == 0 ? (int64_t)half_up(base[i], share[i], 1000) : 0;
        o->a273[r] = o->v273[r] == 0 ? (int64_t)(standard[i] - reduced[i]) : 0;
        o->a274[r] = o->v274[r] == 0 ? (int64_t)(standard[i] - high[i]) : 0;
        o->a278[r] = small[i] ? f->invoice_fee[r] : 0;
        double tax = taxed_slp[i] ? reduced[i] : taxed_high[i] ? high[i] : standard[i];
        o->income_tax[r] = payer[i] ? (int64_t)tax : -1;
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
