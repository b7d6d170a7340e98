import type { ReactElement } from 'react'
import { useState } from 'react'
import type { AlertRule } from '../../../shared/domain/alerts.ts'
import { MICROS } from '../../../shared/domain/money.ts'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { useServer } from '../../stores/server.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Section } from '../../ui/section.tsx'
import css from './settings.module.css'

const EVENTS = ['alerts.changed'] as const
const percent = (share: number): number => Math.round(share * 1000) / 10

interface RuleFormProps {
  readonly rule: AlertRule
  readonly onSaved: () => Promise<void>
}

const RuleForm = ({ rule: saved, onSaved }: RuleFormProps): ReactElement => {
  const { settings } = useStrings()
  const say = useSay()
  const [draft, setDraft] = useState<AlertRule | null>(null)
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const rule = draft ?? saved
  const tooHigh = rule.resolveShare > rule.openShare
  const edit = (part: Partial<AlertRule>): void => setDraft({ ...rule, ...part })
  const mark = (field: string) => (valid: boolean) =>
    setInvalid((before) => new Set(valid ? [...before].filter((other) => other !== field) : [...before, field]))

  const save = async (next: AlertRule): Promise<void> => {
    setBusy(true)
    try {
      await call('alerts.saveRule', next)
      await onSaved()
      setDraft(null)
      say.done(settings.ruleSaved)
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const discard = (): void => {
    setDraft(null)
    setInvalid(new Set())
    setRound((before) => before + 1)
  }

  return (
    <form
      key={round}
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (draft && invalid.size === 0 && !tooHigh && !busy) void save(draft)
      }}
    >
      <Switch label={settings.ruleEnabled} checked={rule.enabled} onChange={(enabled) => edit({ enabled })} />
      <div className={css['fields']}>
        <NumberField
          label={settings.openShare}
          unit={settings.percentUnit}
          places={1}
          least={5}
          most={200}
          disabled={!rule.enabled}
          value={percent(rule.openShare)}
          onChange={(value) => edit({ openShare: value / 100 })}
          onValid={mark('openShare')}
        />
        <NumberField
          label={settings.resolveShare}
          hint={tooHigh ? <span className={css['bad']}>{settings.resolveShareHigh}</span> : settings.resolveShareHint}
          unit={settings.percentUnit}
          places={1}
          least={1}
          most={200}
          disabled={!rule.enabled}
          value={percent(rule.resolveShare)}
          onChange={(value) => edit({ resolveShare: value / 100 })}
          onValid={mark('resolveShare')}
        />
        <NumberField
          label={settings.minimumSpend}
          hint={settings.minimumSpendHint}
          unit={settings.currencyUnit}
          places={2}
          least={0}
          most={1_000_000_000}
          disabled={!rule.enabled}
          value={rule.minimumSpend / MICROS}
          onChange={(value) => edit({ minimumSpend: Math.round(value * MICROS) })}
          onValid={mark('minimumSpend')}
        />
      </div>
      <div className={css['buttons']}>
        <Button kind="primary" type="submit" busy={busy} disabled={draft === null || invalid.size > 0 || tooHigh}>
          {settings.saveRule}
        </Button>
        <Button onClick={discard} disabled={draft === null && invalid.size === 0}>
          {settings.discard}
        </Button>
      </div>
    </form>
  )
}

export const AlertRules = (): ReactElement => {
  const { settings } = useStrings()
  const { value, failure, refresh } = useServer('alerts.rules', () => call('alerts.rules'), EVENTS)
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={5} />
  return (
    <div className={css['sections']}>
      {value.map((rule) => (
        <Section key={rule.kind} title={settings.rule} text={settings.ruleText}>
          <RuleForm rule={rule} onSaved={refresh} />
        </Section>
      ))}
    </div>
  )
}
