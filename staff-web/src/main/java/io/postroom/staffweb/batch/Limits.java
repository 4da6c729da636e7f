package io.postroom.staffweb.batch;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an installation says about spreadsheets.
 *
 * @param approvalAbove more messages than this need a second person
 * @param pencePerText what a text costs, or null to show no cost
 * @param pencePerLetter the same of a letter
 */
record Limits(int approvalAbove, @Nullable BigDecimal pencePerText, @Nullable BigDecimal pencePerLetter) {}
