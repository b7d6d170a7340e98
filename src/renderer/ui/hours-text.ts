import type { ComparedHours } from '../../shared/domain/table.ts'
import type { Strings } from '../strings/catalogue.ts'

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** Up to which full hour today is compared: `hours to 14:00`, or from the latest account to the earliest. */
export const hourText = ({ least, most }: ComparedHours, asked: Strings['asked']): string =>
  most === 0
    ? asked.hoursNone
    : least === most
      ? asked.hoursTo(clock(most))
      : asked.hoursBetween(clock(least), clock(most))
