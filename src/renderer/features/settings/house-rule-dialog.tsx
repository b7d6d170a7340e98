import type { ReactElement } from 'react'
import { useId, useMemo, useState } from 'react'
import { DEMANDS } from '../../../shared/domain/house-rules.ts'
import type { CapField } from '../../../shared/domain/house-rules.ts'
import { MOST_NAME } from '../../../shared/domain/kept.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { ChooseSeveral } from '../../ui/choose-several.tsx'
import { currencyOptions } from '../../ui/currency-options.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../ui/toast.tsx'
import { draftOf, levelsOf, readDraft } from './house-rule-draft.ts'
import type { RuleDraft, RuleRead } from './house-rule-draft.ts'
import css from './house-rules.module.css'

const FIELDS = ['dailyBudget', 'lifetimeBudget', 'bid'] as const satisfies readonly CapField[]
const MOST_ACCOUNTS = 1000

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly Value[]
  readonly words: Readonly<Record<Value, string>>
  readonly hint?: string
  readonly onChange: (value: Value) => void
}

/** One of a few under its name. */
const Choice = <Value extends string>({
  label,
  value,
  options,
  words,
  hint,
  onChange,
}: ChoiceProps<Value>): ReactElement => (
  <div className={css['choice']}>
    <span className={css['label']}>{label}</span>
    <Segments
      label={label}
      value={value}
      options={options.map((each) => ({ value: each, label: words[each] }))}
      onChange={onChange}
    />
    {hint ? <span className={css['hint']}>{hint}</span> : null}
  </div>
)

interface DemandFieldsProps {
  readonly draft: RuleDraft
  readonly read: RuleRead
  /** Whether saving was tried: before that nothing is said to be missing. */
  readonly isTried: boolean
  readonly currencies: readonly Currency[]
  readonly onChange: (part: Partial<RuleDraft>) => void
}

/** What a rule asks for. */
const DemandFields = ({ draft, read, isTried, currencies, onChange }: DemandFieldsProps): ReactElement => {
  const { house, typed } = useStrings()
  const format = useFormat()
  const [test, setTest] = useState('')
  const { problems, fits } = read
  const said = <Text,>(text: Text, isEmpty: boolean): Text | null => (isTried || !isEmpty ? text : null)
  const options = useMemo(() => currencyOptions(currencies, format), [currencies, format])
  const levels = levelsOf(draft)
  const level = (
    <Choice
      label={house.level}
      value={draft.level}
      options={levels}
      words={house.levels}
      onChange={(next) => onChange({ level: next })}
    />
  )
  switch (draft.kind) {
    case 'name':
      return (
        <>
          {level}
          <Field
            label={house.pattern}
            hint={house.patternHint}
            error={problems.pattern && said(house.patternProblems[problems.pattern], draft.pattern === '')}
          >
            <TextInput mono value={draft.pattern} maxLength={400} onChange={(pattern) => onChange({ pattern })} />
          </Field>
          <Field
            label={house.example}
            hint={house.exampleHint}
            error={
              problems.example &&
              said(problems.example === 'needed' ? house.exampleNeeded : house.exampleWrong, draft.example === '')
            }
          >
            <TextInput value={draft.example} maxLength={400} dir="auto" onChange={(example) => onChange({ example })} />
          </Field>
          <div>
            <Field label={house.test}>
              <TextInput value={test} maxLength={400} dir="auto" onChange={setTest} />
            </Field>
            <p className={css['tested']} role="status" data-fits={fits && test !== '' ? fits(test.trim()) : undefined}>
              {fits && test !== '' ? (fits(test.trim()) ? house.testFits : house.testNot) : null}
            </p>
          </div>
        </>
      )
    case 'cap':
      return (
        <>
          <Choice
            label={house.field}
            value={draft.field}
            options={FIELDS}
            words={house.fields}
            onChange={(field) =>
              onChange({ field, ...(levelsOf({ kind: 'cap', field }).includes(draft.level) ? {} : { level: 'adset' }) })
            }
          />
          {level}
          <div className={css['pair']}>
            <Field
              label={house.most}
              error={problems.most && said(typed.amount[problems.most], draft.most === '')}
              hint={house.capHint}
            >
              <TextInput
                value={draft.most}
                inputMode="decimal"
                maxLength={40}
                onChange={(most) => onChange({ most })}
              />
            </Field>
            <div className={css['choice']}>
              <span className={css['label']}>{house.currency}</span>
              <Select
                label={house.currency}
                value={draft.currency}
                options={options}
                onChange={(currency) => onChange({ currency })}
              />
            </div>
          </div>
        </>
      )
    case 'utm':
      return (
        <Field
          label={house.parameters}
          hint={house.parametersHint}
          error={
            problems.parameters && (problems.parameters === 'needed' ? house.parametersNeeded : house.parametersMany)
          }
        >
          <TextInput
            mono
            value={draft.parameters}
            maxLength={5000}
            onChange={(parameters) => onChange({ parameters })}
          />
        </Field>
      )
    case 'end':
      return (
        <Choice
          label={house.endOf}
          value={draft.of}
          options={['all', 'lifetime'] as const}
          words={house.ends}
          onChange={(of) => onChange({ of })}
        />
      )
  }
}

interface HouseRuleDialogProps {
  /** Null: a new one. */
  readonly rule: Kept<'rule'> | null
  readonly accounts: readonly AccountRow[]
  readonly onClose: () => void
}

/** A rule of the house, made or changed. Saved only when it means something. */
export const HouseRuleDialog = ({ rule, accounts, onClose }: HouseRuleDialogProps): ReactElement => {
  const { house, common } = useStrings()
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const formId = useId()
  const currencies = useMemo(() => [...new Set(accounts.map(({ currency }) => currency))].toSorted(), [accounts])
  const [draft, setDraft] = useState(() => draftOf(rule, currencies[0] ?? 'USD', locale))
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const read = readDraft(draft, locale)
  const { demand, problems } = read
  const change = (part: Partial<RuleDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const chosen = draft.accountIds ?? []

  const save = async (): Promise<void> => {
    setTried(true)
    if (demand === null || problems.name || problems.accounts || isBusy) return
    setBusy(true)
    try {
      const { action, accountIds } = draft
      const saved = await call('kept.save', {
        kind: 'rule',
        ...(rule ? { id: rule.id } : {}),
        name: draft.name.trim(),
        doc: { on: rule?.doc.on ?? true, action, accountIds, demand },
      })
      say.done(house.saved(format.quoted(saved.name)))
      onClose()
    } catch (error) {
      say.failed(error)
      setBusy(false)
    }
  }

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={rule ? house.editTitle : house.newTitle}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} busy={isBusy}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={house.name} error={problems.name && isTried ? house.nameNeeded : null}>
          <TextInput value={draft.name} maxLength={MOST_NAME} dir="auto" onChange={(name) => change({ name })} />
        </Field>
        <Choice
          label={house.kind}
          value={draft.kind}
          options={DEMANDS}
          words={house.kinds}
          onChange={(kind) =>
            change({ kind, ...(kind === 'cap' && draft.level === 'ad' ? { level: 'adset' as const } : {}) })
          }
        />
        <DemandFields draft={draft} read={read} isTried={isTried} currencies={currencies} onChange={change} />
        <Choice
          label={house.action}
          value={draft.action}
          options={['warn', 'block'] as const}
          words={house.actionChoices}
          hint={house.actionHint[draft.action]}
          onChange={(action) => change({ action })}
        />
        <div className={css['choice']}>
          <span className={css['label']}>{house.scope}</span>
          <div className={css['scope']}>
            <Segments
              label={house.scope}
              value={draft.accountIds === null ? 'all' : 'chosen'}
              options={(['all', 'chosen'] as const).map((value) => ({ value, label: house.scopes[value] }))}
              onChange={(scope) => change({ accountIds: scope === 'all' ? null : chosen })}
            />
            {draft.accountIds === null ? null : (
              <ChooseSeveral
                label={house.scope}
                text={chosen.length === 0 ? house.scopeNone : house.scopeText(chosen.length)}
                options={accounts.map(({ id, name, currency }) => ({ id, label: name, hint: currency }))}
                chosen={chosen}
                onChange={(accountIds) => change({ accountIds })}
                most={MOST_ACCOUNTS}
                mostText={house.scopeMost}
                searchLabel={house.scopeSearch}
              />
            )}
          </div>
          {problems.accounts && isTried ? (
            <span className={css['problem']} role="alert">
              {house.scopeNeeded}
            </span>
          ) : null}
        </div>
      </form>
    </Dialog>
  )
}
