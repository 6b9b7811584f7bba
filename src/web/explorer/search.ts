import type { Quantity, Topic } from '../../http/contract-explore.ts'

/** Quantities whose name, other names, topic or id hold every word of the text, in the order of the list. */
export function findQuantities(quantities: readonly Quantity[], text: string): Quantity[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return [...quantities]
  return quantities.filter((quantity) => {
    const { id, name, topic, synonyms } = quantity
    const held = [id, name.zh, name.en, topic.name.zh, topic.name.en, ...synonyms].join('\n').toLowerCase()
    return wanted.every((word) => held.includes(word))
  })
}

export interface TopicGroup {
  readonly topic: Topic
  readonly quantities: readonly Quantity[]
}

/** Quantities under their topics, each topic once, in the order in which it first occurs. */
export function byTopic(quantities: readonly Quantity[]): TopicGroup[] {
  const groups = new Map<string, { topic: Topic; quantities: Quantity[] }>()
  for (const quantity of quantities) {
    const key = `${quantity.topic.kind}|${quantity.topic.id}`
    const group = groups.get(key)
    if (group) group.quantities.push(quantity)
    else groups.set(key, { topic: quantity.topic, quantities: [quantity] })
  }
  return [...groups.values()]
}
