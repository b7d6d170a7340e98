import type { ReactElement } from 'react'
import { CATEGORIES, OBJECTIVES } from '../../../shared/domain/creation.ts'
import type { Choices } from '../../../shared/domain/creation.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { objectiveText } from '../../ui/table-words.ts'
import { Amount, Countries } from './fields.tsx'
import { Labelled } from './labelled.tsx'
import css from './making.module.css'
import { asksCountries } from './new-form.ts'
import type { Field as FormField, Typed, Where } from './new-form.ts'

export interface FieldsProps {
  readonly typed: Typed
  readonly where: Where
  readonly choices: Choices
  readonly set: (part: Partial<Typed>) => void
  readonly problemOf: (field: FormField) => string | null
}

export const CampaignFields = ({ typed, where, set, problemOf }: FieldsProps): ReactElement => {
  const strings = useStrings()
  const { making } = strings
  return (
    <>
      <div className={css['pair']}>
        <Labelled label={making.objective}>
          <Select
            label={making.objective}
            value={typed.objective}
            options={OBJECTIVES.map((value) => ({ value, label: objectiveText(strings, value) }))}
            onChange={(objective) => set({ objective })}
          />
        </Labelled>
        <Labelled label={making.category}>
          <Select
            label={making.category}
            value={typed.category}
            options={(['NONE', ...CATEGORIES] as const).map((value) => ({ value, label: making.categories[value] }))}
            onChange={(category) => set({ category })}
          />
        </Labelled>
      </div>
      {asksCountries(typed) ? <Countries typed={typed} set={set} problem={problemOf('countries')} /> : null}
      <div className={css['pair']}>
        <Labelled label={making.budgetOn}>
          <Segments
            label={making.budgetOn}
            value={typed.budgetOn}
            options={(['campaign', 'adsets'] as const).map((value) => ({ value, label: making.budgetHolders[value] }))}
            onChange={(budgetOn) => set({ budgetOn })}
          />
        </Labelled>
        {typed.budgetOn === 'campaign' ? (
          <Amount
            label={making.dailyBudget}
            currency={where.currency}
            value={typed.budget}
            problem={problemOf('budget')}
            onChange={(budget) => set({ budget })}
          />
        ) : null}
      </div>
    </>
  )
}
