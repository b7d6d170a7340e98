import type { ReportBlock } from '../../../shared/domain/reports.ts'

/** Puts one of a list to another place; places count from 0 and end where the list does. */
export const movedTo = <Item extends { readonly id: string }>(
  items: readonly Item[],
  id: string,
  place: number,
): readonly Item[] => {
  const item = items.find((each) => each.id === id)
  if (!item) return items
  const rest = items.filter((each) => each.id !== id)
  const at = Math.max(0, Math.min(rest.length, place))
  return [...rest.slice(0, at), item, ...rest.slice(at)]
}

export const replaced = (blocks: readonly ReportBlock[], block: ReportBlock): readonly ReportBlock[] =>
  blocks.map((each) => (each.id === block.id ? block : each))

export const without = (blocks: readonly ReportBlock[], id: string): readonly ReportBlock[] =>
  blocks.filter((each) => each.id !== id)
