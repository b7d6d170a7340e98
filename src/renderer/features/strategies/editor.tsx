import type { ReactElement } from 'react'
import { useRef, useState } from 'react'
import { decimalsOf, MICROS } from '../../../shared/domain/money.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import type { StopLossForm } from '../../../shared/domain/strategies.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Switch } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../ui/toast.tsx'
import type { Draft } from './draft.ts'
import { inCurrency, problemsOf } from './draft.ts'
import css from './strategies.module.css'

const WINDOWS = ['today', 'last7d', 'last30d'] as const
const STATUSES = ['active', 'paused', 'completed'] as const
const MONEY = ['maxCpc', 'targetCpm', 'budgetThreshold'] as const
const ACTIONS = ['pauseLowPerformers', 'increaseBudget', 'adjustBidding', 'expandAudience'] as const

interface EditorProps {
  readonly first: Draft
  readonly watched: readonly AccountRow[]
  readonly onClose: (savedId: string | null) => void
}

export const Editor = ({ first, watched, onClose }: EditorProps): ReactElement => {
  const { strategies, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [draft, setDraft] = useState(first)
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const [isTried, setTried] = useState(false)
  const problems = problemsOf(draft)
  const box = useRef<HTMLDivElement>(null)
  const { form, currency } = draft
  const currencies = [...new Set([...watched.map((account) => account.currency), currency])].toSorted()
  const choosable = watched.filter((account) => account.currency === currency)

  const patch = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }))
  const patchForm = (part: Partial<StopLossForm>): void =>
    setDraft((before) => ({ ...before, form: { ...before.form, ...part } }))
  const valid = (field: string) => (isValid: boolean) =>
    setInvalid((before) => {
      const next = new Set(before)
      if (isValid) next.delete(field)
      else next.add(field)
      return next
    })

  const save = async (): Promise<void> => {
    setTried(true)
    if (problems.name || problems.accounts || problems.actions || invalid.size > 0) {
      // The words stand at the field; the field may be out of sight.
      requestAnimationFrame(() => {
        const problem = box.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')
        problem?.scrollIntoView({ block: 'center' })
        problem?.focus()
      })
      return
    }
    setBusy(true)
    try {
      const saved = await call('strategies.save', { ...draft, name: draft.name.trim() })
      say.done(strategies.saved(format.quoted(saved.name)))
      onClose(saved.id)
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      wide
      onClose={() => onClose(null)}
      title={draft.id === undefined ? strategies.newTitle : strategies.editTitle(format.quoted(first.name))}
      description={strategies.watchText}
      footer={
        <>
          <Button onClick={() => onClose(null)}>{common.cancel}</Button>
          <Button kind="primary" busy={isBusy} onClick={() => void save()}>
            {draft.id === undefined
              ? strategies.saveNew(format.quoted(draft.name.trim() || strategies.defaultName))
              : strategies.save}
          </Button>
        </>
      }
    >
      <div className={css['form']} ref={box}>
        <div className={css['pair']}>
          <Field label={strategies.name} error={problems.name && isTried ? strategies.nameError : null}>
            <TextInput value={draft.name} maxLength={120} onChange={(name) => patch({ name })} />
          </Field>
          <div className={css['choice']}>
            <span className={css['label']}>{strategies.statusLabel}</span>
            <Segments
              label={strategies.statusLabel}
              value={draft.status}
              options={STATUSES.map((value) => ({ value, label: strategies.statuses[value] }))}
              onChange={(status) => patch({ status })}
            />
          </div>
        </div>
        <div className={css['pair']}>
          <div className={css['choice']}>
            <span className={css['label']}>{strategies.currency}</span>
            <Select
              label={strategies.currency}
              value={currency}
              options={currencies.map((value) => ({ value, label: value }))}
              onChange={(next) => setDraft((before) => inCurrency(before, next, watched))}
            />
            <span className={css['hint']}>{strategies.currencyHint}</span>
          </div>
          <div className={css['choice']}>
            <span className={css['label']}>{strategies.window}</span>
            <Segments
              label={strategies.window}
              value={form.window}
              options={WINDOWS.map((value) => ({ value, label: common.periods[value] }))}
              onChange={(window) => patchForm({ window })}
            />
          </div>
        </div>
        <fieldset className={css['group']}>
          <legend>{strategies.accounts}</legend>
          {choosable.length > 0 ? (
            <div className={css['accounts']}>
              {choosable.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={draft.accountIds.includes(id)}
                  onChange={(isOn) =>
                    patch({
                      accountIds: isOn ? [...draft.accountIds, id] : draft.accountIds.filter((other) => other !== id),
                    })
                  }
                />
              ))}
            </div>
          ) : (
            <p className={css['faint']}>{strategies.noAccounts}</p>
          )}
          {problems.accounts && isTried ? (
            <p className={css['error']} role="alert">
              {strategies.accountsError}
            </p>
          ) : null}
        </fieldset>
        <fieldset className={css['group']}>
          <legend>{strategies.thresholds}</legend>
          <div className={css['pair']}>
            <NumberField
              label={strategies.minCtr}
              hint={strategies.minCtrHint}
              value={Math.round(form.minCtr * 10_000) / 100}
              least={0}
              most={100}
              places={2}
              unit="%"
              onChange={(percent) => patchForm({ minCtr: Math.round(percent * 100) / 10_000 })}
              onValid={valid('minCtr')}
            />
            {MONEY.map((field) => (
              <NumberField
                key={`${field}${currency}`}
                label={strategies[field]}
                hint={strategies[`${field}Hint`]}
                value={form[field] / MICROS}
                least={0}
                most={9_000_000}
                places={decimalsOf(currency)}
                unit={currency}
                onChange={(units) => patchForm({ [field]: Math.round(units * MICROS) })}
                onValid={valid(field)}
              />
            ))}
          </div>
        </fieldset>
        <fieldset className={css['group']}>
          <legend>{strategies.actions}</legend>
          {ACTIONS.map((action) => (
            <Switch
              key={action}
              label={strategies[action]}
              hint={strategies[`${action}Hint`]}
              checked={form[action]}
              onChange={(isOn) => patchForm({ [action]: isOn })}
            />
          ))}
          {problems.actions && isTried ? (
            <p className={css['error']} role="alert">
              {strategies.actionsError}
            </p>
          ) : null}
        </fieldset>
      </div>
    </Dialog>
  )
}
