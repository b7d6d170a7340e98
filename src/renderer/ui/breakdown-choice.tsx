import type { ReactElement } from 'react'
import { CUTS, inOrder, refusalOf } from '../../shared/domain/breakdowns.ts'
import type { CutId, Cuts } from '../../shared/domain/breakdowns.ts'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import { COMPARISONS } from '../../shared/domain/periods.ts'
import type { Comparison } from '../../shared/domain/periods.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import css from './breakdown.module.css'
import { refusalText } from './breakdown-words.ts'
import { Select } from './select.tsx'

const NONE = 'none'
type Compared = 'previous' | 'lastYear'
const COMPARED = COMPARISONS.filter((each): each is Compared => each !== 'sameHour')

export interface BreakdownChoice {
  readonly first: CutId
  readonly second: CutId | null
  readonly compare: Comparison | null
}

/** Remembered as tabs are. */
const KEYS = { first: 'breakdown', second: 'breakdown.and', compare: 'breakdown.compare' } as const
const set = (what: keyof typeof KEYS, value: string): void => useView.getState().setTab(KEYS[what], value)

export const useBreakdownChoice = (): BreakdownChoice => {
  const { [KEYS.first]: first, [KEYS.second]: second, [KEYS.compare]: compare } = useView((state) => state.tabs)
  return {
    first: CUTS.find((cut) => cut === first) ?? 'age',
    second: CUTS.find((cut) => cut === second) ?? null,
    compare: COMPARED.find((each) => each === compare) ?? null,
  }
}

export const cutsOf = ({ first, second }: BreakdownChoice): Cuts =>
  second === null ? [first] : inOrder([first, second])

interface ChoicesProps {
  readonly choice: BreakdownChoice
  readonly range: DayRange
  readonly today: Day
}

/** Which breakdown, and what it is compared with; what Meta does not allow is greyed out, with the reason under it. */
export const BreakdownChoices = ({ choice, range, today }: ChoicesProps): ReactElement => {
  const strings = useStrings()
  const { asked } = strings
  const format = useFormat()
  const { first, second, compare } = choice
  const option = (cut: CutId, cuts: Cuts) => {
    const refusal = refusalOf(cuts, range, today)
    return { value: cut, label: asked.cuts[cut], refused: refusal ? refusalText(refusal, strings, format) : undefined }
  }
  const chooseFirst = (cut: CutId): void => {
    set('first', cut)
    // A second one that does not go with it must not stand in the way.
    if (second !== null && (second === cut || refusalOf(inOrder([cut, second]), range, today))) set('second', NONE)
  }
  return (
    <div className={css['choices']}>
      <Select
        label={asked.by}
        value={first}
        options={CUTS.map((cut) => option(cut, [cut]))}
        onChange={chooseFirst}
        className={css['choice']}
      />
      <span>{asked.and}</span>
      <Select
        label={asked.second}
        value={second ?? NONE}
        options={[
          { value: NONE, label: asked.nothingMore },
          ...CUTS.filter((cut) => cut !== first).map((cut) => option(cut, inOrder([first, cut]))),
        ]}
        onChange={(cut) => set('second', cut)}
        className={css['choice']}
      />
      <span className={css['against']}>{asked.compare}</span>
      <Select
        label={asked.compare}
        value={typeof compare === 'string' ? compare : NONE}
        options={[NONE, ...COMPARED].map((each) => ({
          value: each,
          label: asked.comparisons[each as keyof typeof asked.comparisons],
        }))}
        onChange={(each) => set('compare', each)}
        className={css['choice']}
      />
    </div>
  )
}
