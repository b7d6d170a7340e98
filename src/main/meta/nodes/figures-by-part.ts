import { CUT_RULES, cutsKey, namesOf } from '../../../shared/domain/breakdowns.ts'
import type { BreakdownSums, Cuts } from '../../../shared/domain/breakdowns.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import { FIGURES } from '../../../shared/domain/insights.ts'
import type { Sums } from '../../../shared/domain/metrics.ts'
import type { FiguresLevel, ObjectId } from '../../../shared/domain/objects.ts'
import { AT } from '../decode/columns.ts'
import {
  fillFigures,
  ID_FIELD,
  insightFields,
  isWatched,
  withholdOffMeta,
  withholdVideo,
  withholdWatched,
} from '../decode/insights.ts'
import { dayOf, idOf, isFields } from '../decode/scalars.ts'
import type { Edge } from './node.ts'

/** One object's figures over a range, taken apart: a question of some hundred rows, asked when somebody looks. */

const figures = new Float64Array(FIGURES.length)
const sumsIn = (): Sums =>
  Object.fromEntries(FIGURES.map((id, i) => [id, Number.isNaN(figures[i]) ? null : (figures[i] ?? null)])) as Sums

/** No more parts than this are of use to anybody; a page of it is light. */
const PAGE = 500

/** The figures of `objectId` (digits, of an account too) over `range`, by `cuts`; without any, all of it in one row, or none. */
export const figuresByPart = ({
  level,
  objectId,
  range,
  cuts,
}: {
  readonly level: FiguresLevel
  readonly objectId: ObjectId
  readonly range: DayRange
  readonly cuts: Cuts
}): Edge<BreakdownSums> => {
  const names = namesOf(cuts)
  const lacks = new Set(cuts.flatMap((cut) => CUT_RULES[cut].lacks))
  const core = [ID_FIELD[level], 'spend', 'impressions']
  return {
    name: 'insights',
    page: PAGE,
    params: {
      level,
      time_range: JSON.stringify({ since: range.since, until: range.until }),
      ...(names.length > 0 ? { breakdowns: JSON.stringify(names) } : {}),
    },
    node: {
      name: `figuresByPart ${cutsKey(cuts)}`,
      core,
      more: insightFields(level).filter(
        (field) =>
          !core.includes(field) &&
          (field !== 'reach' || !lacks.has('people')) &&
          !(isWatched(field) && lacks.has('watched')),
      ),
      decode(row, { without }) {
        if (!isFields(row) || idOf(row[ID_FIELD[level]]) !== objectId) return null
        const [since, until] = [dayOf(row['date_start']), dayOf(row['date_stop'])]
        if (since === null || until === null || since < range.since || until > range.until) return null
        const labels = names.map((name) => row[name])
        if (!labels.every((label): label is string => typeof label === 'string')) return null
        const resultType = fillFigures(row, { without }, figures, 0)
        if (resultType === undefined) return null
        if (lacks.has('people')) figures[AT.reach] = Number.NaN
        if (lacks.has('offMeta')) withholdOffMeta(row, resultType, figures, 0)
        if (lacks.has('video')) withholdVideo(figures, 0)
        else if (lacks.has('watched')) withholdWatched(figures, 0)
        return { labels, sums: sumsIn(), resultType }
      },
    },
  }
}
