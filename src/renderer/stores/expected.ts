import { create } from 'zustand'
import type { Period } from '../../shared/domain/periods.ts'
import { onLeave } from './workspace.ts'

/** Days that somebody is about to choose: pointed at, or typed and not applied yet. Who shows days may ask for them ahead. */
export const useExpected = create<{ readonly period: Period | null }>()(() => ({ period: null }))

export const expectPeriod = (period: Period): void => useExpected.setState({ period })

onLeave(() => useExpected.setState({ period: null }))
