import type { ReportBlock } from '../../../shared/domain/reports.ts'

/** Puts a block to another place; places count from 0 and end where the list does. */
export const movedTo = (blocks: readonly ReportBlock[], id: string, place: number): readonly ReportBlock[] => {
  const block = blocks.find((each) => each.id === id)
  if (!block) return blocks
  const rest = blocks.filter((each) => each.id !== id)
  const at = Math.max(0, Math.min(rest.length, place))
  return [...rest.slice(0, at), block, ...rest.slice(at)]
}

export const replaced = (blocks: readonly ReportBlock[], block: ReportBlock): readonly ReportBlock[] =>
  blocks.map((each) => (each.id === block.id ? block : each))

export const without = (blocks: readonly ReportBlock[], id: string): readonly ReportBlock[] =>
  blocks.filter((each) => each.id !== id)
