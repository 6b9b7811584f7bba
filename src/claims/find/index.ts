import type { KnownFact } from '../facts.ts'
import type { Draft } from '../judge/claim.ts'
import { gridsOf } from '../read/grid.ts'
import type { Reading } from '../read/reading.ts'
import { findAverages, findEmphasis } from './averages.ts'
import { findBlockSubsets } from './block-subsets.ts'
import { findBounds } from './bounds.ts'
import { findChangeSums, findChangeTotals, findGrowthMeans } from './change-sums.ts'
import { findChanges } from './changes.ts'
import { findComparedDirections } from './compared-directions.ts'
import { findComparisons } from './comparisons.ts'
import { findCompositions } from './compositions.ts'
import { findCompoundGrowth } from './compound.ts'
import { Context } from './context.ts'
import { findConversions } from './conversions.ts'
import { findDateSpans } from './date-spans.ts'
import { findDates } from './dates.ts'
import { findDifferences } from './differences.ts'
import { findDirections } from './directions.ts'
import { findExactPairs } from './exact-pairs.ts'
import { findFacts } from './facts.ts'
import { findFarGrowth } from './far-growth.ts'
import { findFoldedTeachers } from './folded-teachers.ts'
import { findImpliedHeads } from './implied-heads.ts'
import { findLeadingThings } from './leading-things.ts'
import { findLevelRanks } from './level-ranks.ts'
import { findListKinds } from './list-kinds.ts'
import { findListedPriors } from './listed-priors.ts'
import { findListedQuotients, findListSpans } from './listed-quotients.ts'
import { findListedShares } from './listed-shares.ts'
import { findLists } from './lists.ts'
import { findMainRanks } from './main-ranks.ts'
import { findListMeans, findMeans, findMeansOfKinds, findMiddles } from './means.ts'
import { findMostOfList } from './most-of-list.ts'
import { findNarrowings } from './narrowings.ts'
import { findNested } from './nested.ts'
import { findLonePlaces, findOrdinals } from './ordinals.ts'
import { findCancelling, findChangeParts, findNetChanges, findPercentSums } from './percentages.ts'
import { findPointsOfGrowth } from './points-of-growth.ts'
import { findAsideBases, findPrintedBases } from './printed-bases.ts'
import { findPrizeRates, findPrizeSums, findPrizeTotals } from './prizes.ts'
import { findAboveWhole, findRankLists } from './rank-lists.ts'
import { findLoneRanks, findRanks } from './ranks.ts'
import { findRateParts, findRatesOfParts } from './rate-parts.ts'
import { findRates } from './rates.ts'
import { findRatios } from './ratios.ts'
import { findReferences } from './references.ts'
import { findRestatedChanges, findRestatements } from './restatements.ts'
import { findRoundings } from './roundings.ts'
import { findRunTotals } from './run-totals.ts'
import { findSaidRanks } from './said-ranks.ts'
import { findSearchedShares } from './searched-shares.ts'
import { findSequences } from './sequences.ts'
import { findShares } from './shares.ts'
import { findStandards } from './standards.ts'
import { findSumShares } from './sum-shares.ts'
import { findSums, withoutRepeats } from './sums.ts'
import { findTableClaims } from './tables.ts'
import { findTargets } from './targets.ts'
import { findMajorities, findOverfulfilled, findThresholds } from './thresholds.ts'
import { findTrends } from './trends.ts'
import { findRungSums, findUpwardShares } from './upward-shares.ts'
import { findWeightedMeans } from './weighted-means.ts'
import { findYearGaps } from './year-gaps.ts'

/** Every arithmetic claim that the rules see in a text, not yet judged. */
export function findClaims(
  reading: Reading,
  known: { readonly previous?: Reading | undefined; readonly facts: readonly KnownFact[] } = { facts: [] },
): Draft[] {
  const context = new Context(reading, known.previous)
  const { drafts: shares, groups } = findShares(context)
  const sums = findSums(context, groups)
  const percentSums = findPercentSums(context, sums)
  const { drafts: changes, courses } = findChanges(context)
  const references = findReferences(context)
  const ranks = [...findRanks(context), ...findMainRanks(context, groups)]
  const middles = findMiddles(context)
  const meansOfKinds = findMeansOfKinds(context)
  const thresholds = findThresholds(context)
  const bounds = findBounds(context)
  const lists = findLists(context)
  const rates = findRates(context)
  const dates = findDates(context)
  const nested = withoutRepeats(findNested(context), sums)
  const directions = [
    ...findDirections(context, courses),
    ...findListedPriors(context),
    ...findComparedDirections(context),
  ]
  const ranked = new Set(ranks.flatMap((draft) => draft.operands.map((o) => o.quantity)))
  return [
    ...shares,
    ...findListedShares(context),
    ...rates,
    ...withoutRepeats(
      [
        ...findPrintedBases(context),
        ...findAsideBases(context),
        ...findUpwardShares(context),
        ...findPrizeRates(context),
      ],
      [...shares, ...rates],
    ),
    ...sums,
    ...withoutRepeats(findCompositions(context), sums),
    ...withoutRepeats([...findPrizeTotals(context), ...findPrizeSums(context)], sums),
    ...findFoldedTeachers(context),
    ...withoutRepeats([...findRungSums(context), ...findExactPairs(context)], sums),
    ...withoutRepeats(findChangeTotals(context), sums),
    ...percentSums,
    ...withoutRepeats(findRateParts(context), [...sums, ...percentSums]),
    ...withoutRepeats(findRatesOfParts(context), shares),
    ...withoutRepeats(findSearchedShares(context, [...shares, ...rates]), [...shares, ...rates]),
    ...withoutRepeats(findRunTotals(context), sums),
    ...withoutRepeats(findSumShares(context, sums, shares), [...sums, ...percentSums]),
    ...findCancelling(context),
    ...findNetChanges(context),
    ...withoutRepeats(findChangeParts(context), sums),
    ...changes,
    ...findChangeSums(sums, courses),
    ...findGrowthMeans(sums, courses),
    ...references,
    ...withoutRepeats(findDifferences(context), [...references, ...changes]),
    ...findCompoundGrowth(context),
    ...findFarGrowth(context),
    ...findPointsOfGrowth(context),
    ...withoutRepeats(findListedQuotients(context), shares),
    ...withoutRepeats(findListSpans(context), changes),
    ...withoutRepeats(findYearGaps(context), changes),
    ...directions,
    ...withoutRepeats(findTrends(context), [...directions, ...changes]),
    ...ranks,
    ...withoutRepeats(findLeadingThings(context), ranks),
    ...withoutRepeats(findMostOfList(context), ranks),
    ...findLoneRanks(context, ranked),
    ...findComparisons(context),
    ...findSaidRanks(context),
    ...findOrdinals(context, ranks),
    ...withoutRepeats(findRankLists(context), ranks),
    ...findLonePlaces(context),
    ...findAboveWhole(context),
    ...findLevelRanks(context),
    ...thresholds,
    ...withoutRepeats(bounds, thresholds),
    ...withoutRepeats(findRoundings(context), [...thresholds, ...bounds]),
    ...findMajorities(context),
    ...findOverfulfilled(context),
    ...withoutRepeats(findAverages(context), thresholds),
    ...findEmphasis(context),
    ...findMeans(context),
    ...middles,
    ...withoutRepeats(meansOfKinds, middles),
    ...findWeightedMeans(context, [...middles, ...meansOfKinds]),
    ...findListMeans(context),
    ...findRatios(context),
    ...findImpliedHeads(context),
    ...findStandards(context),
    ...withoutRepeats(findTargets(context), thresholds),
    ...nested,
    ...withoutRepeats([...findNarrowings(context), ...findBlockSubsets(context)], [...sums, ...nested]),
    ...lists,
    ...findListKinds(context, lists),
    ...findRestatements(context),
    ...findConversions(context),
    ...findRestatedChanges(context),
    ...findSequences(context),
    ...dates,
    ...findDateSpans(context, dates),
    ...findFacts(context, known.facts),
    ...gridsOf(reading).flatMap((grid) => findTableClaims(grid, context)),
  ]
}
