import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Input } from '../../../shared/contract/contract.ts'
import { parseFormula } from '../../../shared/domain/formula.ts'
import { formulaIdOf } from '../../../shared/domain/kept.ts'
import type { CustomMetric, Kept } from '../../../shared/domain/kept.ts'
import type { Better } from '../../../shared/domain/metrics.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useKept } from '../../stores/queries.ts'
import { useTables } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './dialogs.module.css'
import { FormulaField, MetricPreview } from './formula-field.tsx'
import type { TableQuestion } from './use-table.ts'

interface Draft extends CustomMetric {
  /** Null: a new one. */
  readonly id: string | null
  readonly name: string
  readonly isShown: boolean
}

const NEW: Draft = { id: null, name: '', formula: '', unit: 'money', better: 'neither', isShown: true }

interface MetricsDialogProps {
  readonly level: Level
  /** What is on the screen: a formula is tried on its first rows. */
  readonly asked: TableQuestion
  /** The metric to begin with; null: the first. */
  readonly metricId: string | null
  readonly onClose: () => void
}

/** Metrics of people's own: the list of them, and one in the making. */
export const MetricsDialog = ({ level, asked, metricId, onClose }: MetricsDialogProps): ReactElement => {
  const { table: words, common, settings } = useStrings()
  const say = useSay()
  const metrics = useKept('metric').value
  const columns = useTables(({ levels }) => levels[level].columns)
  const [draft, setDraft] = useState<Draft>(NEW)
  /** As it was opened or saved last. */
  const [saved, setSaved] = useState<Draft>(NEW)
  /** What was to be done when it turned out that changes are not saved; null: nothing. */
  const [leaving, setLeaving] = useState<{ readonly go: () => void } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isAsked, setAsked] = useState(false)

  const begin = useCallback((next: Draft): void => {
    setDraft(next)
    setSaved(next)
  }, [])
  const edit = useCallback(
    (metric: Kept<'metric'>): void =>
      begin({
        id: metric.id,
        name: metric.name,
        ...metric.doc,
        isShown: columns.some(({ id }) => id === formulaIdOf(metric)),
      }),
    [columns, begin],
  )
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved)
  /** Asks before what was written is dropped. */
  const leave = (go: () => void): void => {
    if (isChanged) setLeaving({ go })
    else go()
  }
  const hasBegun = useRef(false)
  useEffect(() => {
    // Once the list is here; later changes of it do not take away what is being written.
    if (hasBegun.current || metrics === undefined) return
    hasBegun.current = true
    const first = metrics.find((metric) => formulaIdOf(metric) === metricId) ?? metrics[0]
    if (first) edit(first)
  }, [metrics, metricId, edit])

  const answer = parseFormula(draft.formula)
  const units = answer.ok ? answer.formula.units : null
  const unit = units?.includes(draft.unit) ? draft.unit : (units?.[0] ?? draft.unit)
  const canSave = answer.ok && draft.name.trim() !== ''
  const current = metrics?.find(({ id }) => id === draft.id)

  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      const doc: CustomMetric = { formula: draft.formula, unit, better: draft.better }
      const input: Input<'kept.save'> = {
        kind: 'metric',
        name: draft.name,
        doc,
        ...(draft.id === null ? {} : { id: draft.id }),
      }
      const kept = (await call('kept.save', input)) as Kept<'metric'>
      const id = formulaIdOf(kept)
      const has = columns.some((column) => column.id === id)
      if (draft.isShown !== has) {
        const others = columns.filter((column) => column.id !== id)
        useTables
          .getState()
          .change(level, { columns: draft.isShown ? [...others, { id, width: null, pinned: false }] : others })
      }
      begin({ ...draft, id: kept.id, name: kept.name, unit })
      say.done(words.metricSaved(kept.name))
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const remove = (): void => {
    if (!current) return
    call('kept.delete', { kind: 'metric', id: current.id }).then(() => {
      setAsked(false)
      begin(NEW)
    }, say.failed)
  }

  return (
    <Dialog
      wide
      open
      onClose={() => leave(onClose)}
      title={words.metrics}
      description={words.metricsText}
      footer={
        <>
          {current ? (
            <Button kind="quiet" onClick={() => setAsked(true)}>
              {words.metricDelete(current.name)}
            </Button>
          ) : null}
          <span className={css['space']} />
          <Button onClick={() => leave(onClose)}>{common.close}</Button>
          <Button kind="primary" busy={isBusy} disabled={!canSave} onClick={() => void save()}>
            {common.save}
          </Button>
        </>
      }
    >
      <div className={css['split']}>
        <div className={css['choices']}>
          {metrics?.map((metric) => (
            <button
              key={metric.id}
              type="button"
              className={css['choice']}
              aria-current={metric.id === draft.id}
              title={metric.name}
              onClick={() => leave(() => edit(metric))}
            >
              {metric.name}
            </button>
          ))}
          {metrics?.length === 0 ? <p className={css['faint']}>{words.metricNone}</p> : null}
          <Button kind="quiet" icon={<Plus />} onClick={() => leave(() => begin(NEW))}>
            {words.metricNew}
          </Button>
        </div>
        <div className={css['form']}>
          <Field label={words.metricName}>
            <TextInput value={draft.name} maxLength={120} onChange={(name) => setDraft({ ...draft, name })} />
          </Field>
          <FormulaField text={draft.formula} answer={answer} onChange={(formula) => setDraft({ ...draft, formula })} />
          <div className={css['pair']}>
            <label className={css['labelled']}>
              <span className={css['label']}>{words.metricUnit}</span>
              <Select
                label={words.metricUnit}
                value={unit}
                options={(units ?? [unit]).map((value) => ({ value, label: words.units[value] }))}
                onChange={(next) => setDraft({ ...draft, unit: next })}
                disabled={!answer.ok}
              />
            </label>
            <label className={css['labelled']}>
              <span className={css['label']}>{words.metricBetter}</span>
              <Select
                label={words.metricBetter}
                value={draft.better}
                options={(['up', 'down', 'neither'] as const satisfies readonly Better[]).map((value) => ({
                  value,
                  label: words.betters[value],
                }))}
                onChange={(better) => setDraft({ ...draft, better })}
              />
            </label>
          </div>
          <Checkbox
            label={words.metricShow}
            checked={draft.isShown}
            onChange={(isShown) => setDraft({ ...draft, isShown })}
          />
          <MetricPreview formula={answer.ok ? draft.formula : null} unit={unit} asked={asked} />
        </div>
      </div>
      <Confirm
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={words.metricUnsaved}
        description={words.metricUnsavedText(draft.name.trim() || words.metricNew)}
        action={settings.discard}
        danger
        onConfirm={() => {
          setLeaving(null)
          leaving?.go()
        }}
      />
      {current ? (
        <Confirm
          open={isAsked}
          onClose={() => setAsked(false)}
          title={words.metrics}
          description={words.metricDeleteText}
          action={words.metricDelete(current.name)}
          danger
          onConfirm={remove}
        />
      ) : null}
    </Dialog>
  )
}
