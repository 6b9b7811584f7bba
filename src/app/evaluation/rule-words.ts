import type { Catalog, ComputedLeaf } from '../../catalog/index.ts'
import type { Bilingual, Decimal } from '../../kernel/index.ts'
import type { FrozenValue } from './values.ts'

/** How a value becomes points, in words that stand beside the value. */
export function ruleWords(catalog: Catalog, leaf: ComputedLeaf, frozen: FrozenValue | undefined): Bilingual {
  const { score } = leaf
  const unit = (language: 'zh' | 'en') => {
    const label = catalog.units.label(leaf.value.unit, language)
    return label === '' || label === '%' ? label : ` ${label}`
  }
  const bound = (value: Decimal, language: 'zh' | 'en') => `${value.toFixed()}${unit(language)}`
  switch (score.function) {
    case 'threshold': {
      const [zh, en, value] =
        score.at_least === undefined
          ? ['不高于', 'at most', score.at_most]
          : ['不低于', 'at least', score.at_least]
      if (!value) return { zh: '', en: '' }
      return {
        zh: `${zh} ${bound(value, 'zh')}得满分，否则得 ${tenths(score.otherwise).zh}`,
        en: `full marks for ${en} ${bound(value, 'en')}, otherwise ${tenths(score.otherwise).en}`,
      }
    }
    case 'bands': {
      const words = (language: 'zh' | 'en') =>
        score.bands.map((band) => {
          const value = band.at_least ?? band.at_most
          const sign = band.at_least ? '≥' : '≤'
          return value ? `${sign}${bound(value, language)} ${tenths(band.factor)[language]}` : ''
        })
      return {
        zh: `${words('zh').join('，')}，其余 ${tenths(score.otherwise).zh}`,
        en: `${words('en').join(', ')}, otherwise ${tenths(score.otherwise).en}`,
      }
    }
    case 'linear':
      return {
        zh: `${bound(score.none, 'zh')} 为 0 分，${bound(score.full, 'zh')} 为满分，之间按比例`,
        en: `0 at ${bound(score.none, 'en')}, full marks at ${bound(score.full, 'en')}, in proportion between`,
      }
    case 'rank':
      return {
        zh: `按${score.better === 'higher' ? '从高到低' : '从低到高'}的名次，第一名得满分，末位得 ${tenths(score.last).zh}`,
        en: `by place, the ${score.better} the better: the first takes all, the last ${tenths(score.last).en}`,
      }
    case 'standard': {
      const own = frozen?.bound
      if (!own) return { zh: '标准对本校不作要求', en: 'the standard does not ask this of the unit' }
      const sign = own.comparison === 'at_least' ? '≥' : '≤'
      return {
        zh: `达标线 ${sign}${own.bound}${unit('zh')}，达到得满分`,
        en: `bound ${sign}${own.bound}${unit('en')}, full marks where it is met`,
      }
    }
  }
}

/** A factor as people say it: 八成、65%、0 分. */
function tenths(factor: Decimal): Bilingual {
  if (factor.isZero()) return { zh: '0 分', en: 'nothing' }
  if (factor.eq(1)) return { zh: '满分', en: 'full marks' }
  const percent = `${factor.times(100).toFixed()}%`
  return { zh: percent, en: percent }
}
