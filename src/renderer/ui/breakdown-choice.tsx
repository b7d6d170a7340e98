import type { ReactElement } from 'react'
import { CUTS, inOrder, refusalOf } from '../../shared/domain/breakdowns.ts'
import type { CutId, Cuts } from '../../shared/domain/breakdowns.ts'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import css from './breakdown.module.css'
import { refusalText } from './breakdown-words.ts'
import { Select } from './select.tsx'

const NONE = 'none'

export interface BreakdownChoice {
  readonly first: CutId
  readonly second: CutId | null
}

/** Remembered as tabs are. */
const KEYS = { first: 'breakdown', second: 'breakdown.and' } as const
const set = (what: keyof typeof KEYS, value: string): void => useView.getState().setTab(KEYS[what], value)

export const useBreakdownChoice = (): BreakdownChoice => {
  const { [KEYS.first]: first, [KEYS.second]: second } = useView((state) => state.tabs)
  return {
    first: CUTS.find((cut) => cut === first) ?? 'age',
    second: CUTS.find((cut) => cut === second) ?? null,
  }
}

export const cutsOf = ({ first, second }: BreakdownChoice): Cuts =>
  second === null ? [first] : inOrder([first, second])

interface ChoicesProps {
  readonly choice: BreakdownChoice
  readonly range: DayRange
  readonly today: Day
}

/** Which breakdown; what Meta does not allow is greyed out, with the reason under it. */
export const BreakdownChoices = ({ choice, range, today }: ChoicesProps): ReactElement => {
  const strings = useStrings()
  const { asked } = strings
  const format = useFormat()
  const { first, second } = choice
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
    </div>
  )
}
