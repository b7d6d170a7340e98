import type { ReactElement } from 'react'
import { PIXEL_EVENTS } from '../../../shared/domain/creation.ts'
import type { Choice } from '../../../shared/domain/creation.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { Banner } from '../../ui/states.tsx'
import type { FieldsProps } from './campaign-fields.tsx'
import { Amount, Countries } from './fields.tsx'
import { Labelled } from './labelled.tsx'
import css from './making.module.css'
import { goalOf, goalsOf, reachesEu } from './new-form.ts'
import { withChoose } from './with-choose.ts'

const named = (choices: readonly Choice[]) => choices.map(({ id, name }) => ({ value: id, label: name }))

const BudgetFields = ({ typed, where, set, problemOf }: FieldsProps): ReactElement => {
  const { making } = useStrings()
  if (where.campaign?.hasBudget === true) {
    return (
      <>
        <p className={css['hint']}>{making.budgetAbove}</p>
        <Amount
          label={making.bid}
          currency={where.currency}
          value={typed.bid}
          problem={problemOf('bid')}
          hint={making.bidHint}
          onChange={(bid) => set({ bid })}
        />
      </>
    )
  }
  return (
    <>
      <div className={css['pair']}>
        <Labelled label={making.budgetOn}>
          <Segments
            label={making.budgetOn}
            value={typed.budgetKind}
            options={(['daily', 'lifetime'] as const).map((value) => ({ value, label: making.budgetKinds[value] }))}
            onChange={(budgetKind) => set({ budgetKind })}
          />
        </Labelled>
        <Amount
          label={typed.budgetKind === 'daily' ? making.dailyBudget : making.lifetimeBudget}
          currency={where.currency}
          value={typed.budget}
          problem={problemOf('budget')}
          onChange={(budget) => set({ budget })}
        />
      </div>
      {typed.budgetKind === 'lifetime' ? (
        <Field label={making.end} error={problemOf('end')} hint={making.byZone(where.zone)}>
          <TextInput type="datetime-local" value={typed.end} onChange={(end) => set({ end })} />
        </Field>
      ) : null}
    </>
  )
}

const PromotedFields = ({ typed, where, choices, set, problemOf }: FieldsProps): ReactElement | null => {
  const { making } = useStrings()
  const isNow = choices.lastReadAt === null
  switch (goalOf(typed, where)?.promotes) {
    case 'pixel':
      return (
        <div className={css['pair']}>
          <Labelled
            label={making.pixel}
            problem={problemOf('pixelId')}
            hint={choices.pixels.length > 0 ? null : isNow ? making.noPixel : making.noneRead}
          >
            <Select
              label={making.pixel}
              value={typed.pixelId}
              options={withChoose(typed.pixelId, making.choose, named(choices.pixels))}
              onChange={(pixelId) => set({ pixelId })}
            />
          </Labelled>
          <Labelled label={making.event}>
            <Select
              label={making.event}
              value={typed.event}
              options={PIXEL_EVENTS.map((value) => ({ value, label: making.events[value] }))}
              onChange={(event) => set({ event })}
            />
          </Labelled>
        </div>
      )
    case 'page':
      return (
        <Labelled
          label={making.page}
          problem={problemOf('pageId')}
          hint={choices.pages.length > 0 ? null : isNow ? making.noPage : making.noneRead}
        >
          <Select
            label={making.page}
            value={typed.pageId}
            options={withChoose(typed.pageId, making.choose, named(choices.pages))}
            onChange={(pageId) => set({ pageId })}
          />
        </Labelled>
      )
    case 'app':
      return (
        <div className={css['pair']}>
          <Field label={making.app} error={problemOf('appId')}>
            <TextInput value={typed.appId} onChange={(appId) => set({ appId })} maxLength={40} />
          </Field>
          <Field label={making.store} error={problemOf('store')}>
            <TextInput value={typed.store} onChange={(store) => set({ store })} maxLength={500} />
          </Field>
        </div>
      )
    default:
      return null
  }
}

export const AdSetFields = (props: FieldsProps): ReactElement => {
  const { typed, where, set, problemOf } = props
  const { making } = useStrings()
  const goals = goalsOf(where)
  const goal = goalOf(typed, where)
  if (goals === null || goal === null) return <Banner meaning="warn">{making.oldObjective}</Banner>
  const words: Readonly<Record<string, string>> = making.goals
  return (
    <>
      <Labelled label={making.goal}>
        <Select
          label={making.goal}
          value={goal.goal}
          options={goals.map(({ goal: value }) => ({ value, label: words[value] ?? value }))}
          onChange={(next) => set({ goal: next })}
        />
      </Labelled>
      <PromotedFields {...props} />
      <BudgetFields {...props} />
      <Countries typed={typed} set={set} problem={problemOf('countries')} />
      {reachesEu(typed) ? (
        <div className={css['pair']}>
          <Field label={making.payor} hint={making.euHint}>
            <TextInput value={typed.payor} onChange={(payor) => set({ payor })} maxLength={512} />
          </Field>
          <Field label={making.beneficiary} hint={making.euHint}>
            <TextInput value={typed.beneficiary} onChange={(beneficiary) => set({ beneficiary })} maxLength={512} />
          </Field>
        </div>
      ) : null}
    </>
  )
}
