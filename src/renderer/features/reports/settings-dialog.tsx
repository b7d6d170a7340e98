import type { FormEvent, ReactElement } from 'react'
import { useState } from 'react'
import { MOST_NAME } from '../../../shared/domain/kept.ts'
import { COMPARISONS, comparedRange, isByHour, PRESETS, rangeOf } from '../../../shared/domain/periods.ts'
import type { Comparison, Preset } from '../../../shared/domain/periods.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { currencyOptions } from '../../ui/currency-options.ts'
import { DaysPicker } from '../../ui/days-picker.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import css from './reports.module.css'

const FORM = 'report-settings'
/** No currency has this code. */
const OWN = 'own'
const COMPARE = ['none', ...COMPARISONS, 'days'] as const
type CompareChoice = (typeof COMPARE)[number]
const choiceOf = (compare: Comparison | null): CompareChoice =>
  compare === null ? 'none' : typeof compare === 'string' ? compare : 'days'

interface SettingsDialogProps {
  readonly name: string
  readonly report: Report
  readonly onClose: () => void
  readonly onSave: (name: string, report: Report) => void
}

/** What a report is called and of which days and accounts it is. */
export const SettingsDialog = ({ name: first, report, onClose, onSave }: SettingsDialogProps): ReactElement => {
  const { reports, common, periods } = useStrings()
  const format = useFormat()
  const { agreed, latest } = useToday()
  const [name, setName] = useState(first)
  const [draft, setDraft] = useState(report)
  const [tried, setTried] = useState(false)
  const accounts = (useAccounts().value?.rows ?? []).filter(
    ({ id, watched }) => watched || draft.accountIds.includes(id),
  )
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].toSorted()
  const patch = (part: Partial<Report>): void => setDraft((before) => ({ ...before, ...part }))
  const range = rangeOf(draft.period, agreed ?? latest)
  const compare = choiceOf(draft.compare)
  const isEmpty = name.trim() === ''
  const note = agreed === null ? periods.ownDaysApart(format.fullDay(latest)) : periods.ownDays

  const save = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!isEmpty) onSave(name.trim(), draft)
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={reports.settings}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form={FORM}>
            {reports.save}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <form id={FORM} onSubmit={save}>
          <Field label={reports.name} error={isEmpty && tried ? reports.nameEmpty : null}>
            <TextInput value={name} maxLength={MOST_NAME} onChange={setName} />
          </Field>
        </form>
        <div className={css['pair']}>
          <div className={css['labelled']}>
            <span>{reports.period}</span>
            <Select<Preset | 'days'>
              label={reports.period}
              value={typeof draft.period === 'string' ? draft.period : 'days'}
              options={[
                ...PRESETS.map((value) => ({ value, label: common.periods[value] })),
                { value: 'days', label: reports.otherDays },
              ]}
              onChange={(value) => patch({ period: value === 'days' ? range : value })}
            />
          </div>
          <div className={css['labelled']}>
            <span>{reports.compare}</span>
            <Select<CompareChoice>
              label={reports.compare}
              value={compare}
              options={COMPARE.filter(
                (value) => value === 'none' || value === 'days' || !isByHour(value) || draft.period === 'today',
              ).map((value) => ({
                value,
                label:
                  value === 'none'
                    ? periods.noComparison
                    : value === 'days'
                      ? periods.anyDays
                      : periods.comparisons[value],
              }))}
              onChange={(value) =>
                patch({
                  compare: value === 'none' ? null : value === 'days' ? comparedRange('previous', range) : value,
                })
              }
            />
          </div>
        </div>
        <div className={css['labelled']}>
          <span>{reports.currency}</span>
          <Select
            label={reports.currency}
            value={draft.currency ?? OWN}
            options={[{ value: OWN, label: reports.ownCurrency }, ...currencyOptions(currencies, format)]}
            onChange={(value) => patch({ currency: value === OWN ? undefined : value })}
          />
          <p className={css['faint']}>{reports.currencyHint}</p>
        </div>
        {typeof draft.period === 'string' ? null : (
          <div className={css['days']} role="group" aria-label={reports.period}>
            <DaysPicker
              value={draft.period}
              today={agreed ?? latest}
              latest={latest}
              note={note}
              onApply={(period) => patch({ period })}
            />
          </div>
        )}
        {draft.compare === null || typeof draft.compare === 'string' ? null : (
          <div className={css['days']} role="group" aria-label={reports.compare}>
            <DaysPicker
              value={draft.compare}
              today={agreed ?? latest}
              latest={latest}
              note={periods.byPosition}
              onApply={(days) => patch({ compare: days })}
            />
          </div>
        )}
        <fieldset className={css['group']}>
          <legend>{reports.accounts}</legend>
          <Checkbox
            label={reports.allOf}
            checked={draft.accountIds.length === 0}
            onChange={(on) => patch({ accountIds: on ? [] : accounts.slice(0, 1).map(({ id }) => id) })}
          />
          {draft.accountIds.length === 0 ? null : (
            <div className={css['choices']}>
              {accounts.map(({ id, name: account }) => (
                <Checkbox
                  key={id}
                  label={account}
                  checked={draft.accountIds.includes(id)}
                  onChange={(on) =>
                    patch({
                      accountIds: on ? [...draft.accountIds, id] : draft.accountIds.filter((other) => other !== id),
                    })
                  }
                />
              ))}
            </div>
          )}
        </fieldset>
      </div>
    </Dialog>
  )
}
