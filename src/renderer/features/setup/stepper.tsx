import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { cx } from '../../ui/cx.ts'
import css from './setup.module.css'

const STEPS = ['signIn', 'accounts', 'done'] as const
export type Step = (typeof STEPS)[number]

export const Stepper = ({ step }: { readonly step: Step }): ReactElement => {
  const { setup } = useStrings()
  const at = STEPS.indexOf(step)
  return (
    <ol className={css['steps']} aria-label={setup.progress}>
      {STEPS.map((id, index) => (
        <li
          key={id}
          aria-current={id === step ? 'step' : undefined}
          className={cx(index === at && css['here'], index < at && css['past'])}
        >
          <span className={css['number']} aria-hidden>
            {index < at ? <Check size={12} strokeWidth={3} /> : index + 1}
          </span>
          {setup.steps[id]}
        </li>
      ))}
    </ol>
  )
}
