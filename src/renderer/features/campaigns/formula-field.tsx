import type { ReactElement } from 'react'
import { useId, useRef } from 'react'
import { FORMULA_LENGTH } from '../../../shared/domain/formula.ts'
import type { FormulaAnswer } from '../../../shared/domain/formula.ts'
import { METRIC_IDS } from '../../../shared/domain/metrics.ts'
import type { Unit } from '../../../shared/domain/metrics.ts'
import type { FormulaId } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import css from './dialogs.module.css'
import type { TableQuestion } from './use-table.ts'

interface FormulaFieldProps {
  readonly text: string
  /** What the text was understood as. */
  readonly answer: FormulaAnswer
  readonly onChange: (text: string) => void
}

/** A formula, checked with every letter: where it goes wrong is shown below it, in its own words. */
export const FormulaField = ({ text, answer, onChange }: FormulaFieldProps): ReactElement => {
  const { table, metrics } = useStrings()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const isWrong = !answer.ok && answer.problem !== 'empty'
  const insert = (name: string): void => {
    const element = field.current
    const from = element?.selectionStart ?? text.length
    const to = element?.selectionEnd ?? from
    onChange(`${text.slice(0, from)}${name}${text.slice(to)}`.slice(0, FORMULA_LENGTH))
    requestAnimationFrame(() => {
      element?.focus()
      element?.setSelectionRange(from + name.length, from + name.length)
    })
  }
  return (
    <div className={css['labelled']}>
      <label htmlFor={id} className={css['label']}>
        {table.metricFormula}
      </label>
      <textarea
        ref={field}
        id={id}
        className={css['formula']}
        value={text}
        spellCheck={false}
        data-text
        aria-invalid={isWrong}
        aria-describedby={`${id}-problem ${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`${id}-problem`} aria-live="polite">
        {isWrong ? (
          <>
            <p className={css['place']} aria-hidden data-text>
              {text.slice(0, answer.at)}
              <mark>{text.slice(answer.at, answer.at + answer.length) || '\u00a0'}</mark>
              {text.slice(answer.at + answer.length)}
            </p>
            <p className={css['problem']}>{table.problems[answer.problem]}</p>
          </>
        ) : null}
      </div>
      <p id={`${id}-hint`} className={css['faint']}>
        {table.metricFormulaHint}
      </p>
      <div className={css['names']} role="group" aria-label={table.metricFigures}>
        {METRIC_IDS.map((name) => (
          <button
            key={name}
            type="button"
            className={css['insert']}
            title={metrics.fullNames[name]}
            onClick={() => insert(name)}
          >
            <code>{name}</code>
          </button>
        ))}
      </div>
    </div>
  )
}

const PREVIEW: FormulaId = 'formula:preview'
const ROWS = 5
const NO_EVENTS = [] as const

interface MetricPreviewProps {
  /** Null: it does not say anything yet. */
  readonly formula: string | null
  readonly unit: Unit
  readonly asked: TableQuestion
}

/** What a formula makes of the first rows on the screen. */
export const MetricPreview = ({ formula, unit, asked }: MetricPreviewProps): ReactElement => {
  const { table } = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  const { value, failure } = useServer(
    `formula:${formula ?? ''}:${JSON.stringify(asked)}`,
    async () => {
      if (formula === null) return []
      const formulas = [...asked.formulas, { id: PREVIEW, text: formula }]
      const page = { ...asked, formulas, figures: [PREVIEW], compare: null, trend: null, offset: 0, limit: ROWS }
      return (await call('table.query', page)).rows
    },
    NO_EVENTS,
    { keepPrevious: true },
  )
  const shown = failure ? [] : (value ?? [])
  return (
    <div>
      <h3 className={css['label']}>{table.metricPreview}</h3>
      <table className={css['preview']} aria-label={table.metricPreview}>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key}>
              <td data-text>{row.object?.name ?? row.group}</td>
              <td data-text>
                {formula === null ? '' : format.figureFull(unit, row.values[0] ?? null, row.currency ?? 'USD')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {failure ? (
        <p className={css['problem']} role="alert">
          {sentence(failure)}
        </p>
      ) : null}
      {!failure && value?.length === 0 && formula !== null ? (
        <p className={css['faint']}>{table.metricPreviewNothing}</p>
      ) : null}
    </div>
  )
}
