import type { KnownFact } from '../facts.ts'
import type { Draft } from '../judge/claim.ts'
import { gridsOf } from '../read/grid.ts'
import type { Reading } from '../read/reading.ts'
import { findConversions } from './again/conversions.ts'
import { findFacts } from './again/facts.ts'
import { findRestatedChanges, findRestatements } from './again/restatements.ts'
import { findAverages, findEmphasis } from './bounds/averages.ts'
import { findBounds } from './bounds/bounds.ts'
import { findRoundings } from './bounds/roundings.ts'
import { findStandards } from './bounds/standards.ts'
import { findTargets } from './bounds/targets.ts'
import { findMajorities, findOverfulfilled, findThresholds } from './bounds/thresholds.ts'
import { findChangeSums, findChangeTotals, findGrowthMeans } from './changes/change-sums.ts'
import { findChanges } from './changes/changes.ts'
import { findComparedDirections } from './changes/compared-directions.ts'
import { findCompoundGrowth } from './changes/compound.ts'
import { findDifferences } from './changes/differences.ts'
import { findDirections } from './changes/directions.ts'
import { findFarGrowth } from './changes/far-growth.ts'
import { findListedPriors } from './changes/listed-priors.ts'
import { findReferences } from './changes/references.ts'
import { findTrends } from './changes/trends.ts'
import { findYearGaps } from './changes/year-gaps.ts'
import { Context } from './context.ts'
import { findDateSpans } from './order/date-spans.ts'
import { findDates } from './order/dates.ts'
import { findListKinds } from './order/list-kinds.ts'
import { findLists } from './order/lists.ts'
import { findSequences } from './order/sequences.ts'
import { findBlockSubsets } from './parts/block-subsets.ts'
import { findNarrowings } from './parts/narrowings.ts'
import { findNested } from './parts/nested.ts'
import { findImpliedHeads } from './quotients/implied-heads.ts'
import { findListedQuotients, findListSpans } from './quotients/listed-quotients.ts'
import { findListMeans, findMeans, findMeansOfKinds, findMiddles } from './quotients/means.ts'
import { findRatios } from './quotients/ratios.ts'
import { findWeightedMeans } from './quotients/weighted-means.ts'
import { findComparisons } from './ranks/comparisons.ts'
import { findFirstNamed } from './ranks/first-named.ts'
import { findLeadingThings } from './ranks/leading-things.ts'
import { findLevelRanks } from './ranks/level-ranks.ts'
import { findMainRanks } from './ranks/main-ranks.ts'
import { findMostOfList } from './ranks/most-of-list.ts'
import { findLonePlaces, findOrdinals } from './ranks/ordinals.ts'
import { findAboveWhole, findRankLists } from './ranks/rank-lists.ts'
import { findLoneRanks, findRanks } from './ranks/ranks.ts'
import { findSaidRanks } from './ranks/said-ranks.ts'
import { findJointRates } from './shares/joint-rates.ts'
import { findListedShares } from './shares/listed-shares.ts'
import { findCancelling, findChangeParts, findNetChanges, findPercentSums } from './shares/percentages.ts'
import { findPointsOfGrowth } from './shares/points-of-growth.ts'
import { findAsideBases, findPrintedBases } from './shares/printed-bases.ts'
import { findRateParts, findRatesOfParts } from './shares/rate-parts.ts'
import { findRates } from './shares/rates.ts'
import { findSearchedShares } from './shares/searched-shares.ts'
import { findShares } from './shares/shares.ts'
import { findRungSums, findUpwardShares } from './shares/upward-shares.ts'
import { findCompositions } from './sums/compositions.ts'
import { findExactPairs } from './sums/exact-pairs.ts'
import { findFoldedTeachers } from './sums/folded-teachers.ts'
import { findPrizeRates, findPrizeSums, findPrizeTotals } from './sums/prizes.ts'
import { findRunTotals } from './sums/run-totals.ts'
import { findSumShares } from './sums/sum-shares.ts'
import { findSums, withoutRepeats } from './sums/sums.ts'
import { findTableClaims } from './tables/tables.ts'

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
    ...withoutRepeats(findJointRates(context), [...sums, ...shares]),
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
    ...withoutRepeats(findFirstNamed(context), ranks),
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
