import type { ReactElement, ReactNode } from 'react'
import css from './section.module.css'

interface SectionProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

export const Section = ({ title, text, children }: SectionProps): ReactElement => (
  <section className={css['section']}>
    <header>
      <h2>{title}</h2>
      {text ? <p className={css['hint']}>{text}</p> : null}
    </header>
    {children}
  </section>
)

interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: ReactNode] | null)[]
}

/** Names and values in two columns; null leaves a line out. */
export const Facts = ({ facts }: FactsProps): ReactElement => (
  <dl className={css['facts']}>
    {facts.map((fact) =>
      fact === null ? null : (
        <div key={fact[0]}>
          <dt>{fact[0]}</dt>
          <dd data-text>{fact[1]}</dd>
        </div>
      ),
    )}
  </dl>
)
