import type { Level } from '../../../shared/domain/objects.ts'
import { LEVELS } from '../../../shared/domain/objects.ts'
import { NO_PARENTS, useTables } from '../../stores/tables.ts'
import type { Parents } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'

/** As many as can be asked for at once. */
export const MOST_PARENTS = 10_000

const depth = (level: Level): number => LEVELS.indexOf(level)

/** What of a level is chosen, as parents of the next ones; objects only, since a group is nobody's parent. */
const chosenOf = (level: Level): readonly string[] => {
  const { chosen, levels } = useTables.getState()
  return levels[level].group === null ? [...chosen[level]] : []
}

/**
 * Goes to another level; what is chosen goes along: down to ad sets and ads as the parents that filter them. `nameOf`:
 * the name of a chosen one. False: too many to filter by, so all are shown.
 */
export const goToLevel = (to: Level, nameOf: (key: string) => string | null): boolean => {
  const { level, levels, goTo, change } = useTables.getState()
  useView.getState().select(null)
  goTo(to)
  if (depth(to) <= depth(level)) return true
  const ids = chosenOf(level)
  const tooMany = ids.length > MOST_PARENTS
  const chosen = tooMany ? [] : ids
  const name = chosen.length === 1 ? nameOf(chosen[0] ?? '') : null
  const above = levels[level].parents
  const parents: Parents =
    level === 'campaign'
      ? { ...NO_PARENTS, campaignIds: chosen, campaignName: name }
      : { ...above, adSetIds: chosen, adSetName: name }
  change(to, { parents })
  // From campaigns straight to ads: the level between shows the same campaigns.
  if (level === 'campaign' && to === 'ad') change('adset', { parents })
  return !tooMany
}

/** One object under its own level, in sight of its inspector. */
export const showObject = (level: Level, id: string): void => {
  useTables.getState().goTo(level)
  useView.getState().select({ kind: level, id })
}

/** Objects that are edited at once: each is posted and read back by itself. */
export const MOST_BULK = 50_000
