import type { AskedWindow, FiguresByWindow } from '../../../shared/domain/attribution.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import type { FiguresLevel, ObjectId } from '../../../shared/domain/objects.ts'
import { figuresByWindowOf, known, WINDOW_FIELDS } from '../decode/by-window.ts'
import { ID_FIELD } from '../decode/insights.ts'
import { dayOf, idOf, isFields, microsOf } from '../decode/scalars.ts'
import type { Windows } from '../windows.ts'
import type { Edge } from './node.ts'

/** One object's figures over a range, each in every attribution window: one small question, asked when somebody looks. */

const SETTING = /^[a-z0-9_]{1,60}$/

/** The figures of `objectId` (digits, of an account too) over `range`, `value` and all that the version's windows say. One row, or none. */
export const figuresByWindow = ({
  level,
  objectId,
  range,
  windows,
}: {
  readonly level: FiguresLevel
  readonly objectId: ObjectId
  readonly range: DayRange
  readonly windows: Windows
}): Edge<FiguresByWindow> => {
  const asked: readonly AskedWindow[] = [...windows.counted, ...windows.sometimes]
  return {
    name: 'insights',
    params: {
      level,
      time_range: JSON.stringify({ since: range.since, until: range.until }),
      action_attribution_windows: JSON.stringify(asked),
    },
    node: {
      name: 'figuresByWindow',
      core: [ID_FIELD[level], 'date_start', 'date_stop'],
      more: ['spend', 'attribution_setting', ...WINDOW_FIELDS],
      decode(row, { without }) {
        if (!isFields(row) || idOf(row[ID_FIELD[level]]) !== objectId) return null
        const [since, until] = [dayOf(row['date_start']), dayOf(row['date_stop'])]
        if (since === null || until === null || since < range.since || until > range.until) return null
        const setting = row['attribution_setting']
        const found = figuresByWindowOf(row, windows, without)
        return {
          range,
          resultType: found.type,
          spend: known(microsOf(row['spend'])),
          setting: typeof setting === 'string' && SETTING.test(setting) ? setting : null,
          windows: found.windows,
        }
      },
    },
  }
}
