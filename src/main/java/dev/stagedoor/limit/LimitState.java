package dev.stagedoor.limit;

import java.math.BigDecimal;

/**
 * A limit and how full it is, as replies show it. Amounts are numbers of requests or tokens, or US dollars.
 *
 * @param type what it is on: a type of target
 * @param id the name or id of that
 * @param amount what may be used in a period
 * @param used what was used in the period that is now, as the nodes last reported it
 * @param reserved what calls have reserved now, and what nodes hold for the calls to come
 * @param refused calls that were turned away in this period
 * @param resetsAt when the next period begins, in epoch milliseconds
 */
record LimitState(
        String type,
        String id,
        Counts counts,
        LimitPeriod period,
        BigDecimal amount,
        BigDecimal used,
        BigDecimal reserved,
        long refused,
        long resetsAt) {}
