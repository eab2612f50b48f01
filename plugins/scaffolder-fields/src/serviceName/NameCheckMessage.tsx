import { Link, Text } from '@backstage/ui';
import { NameCheck } from './useNameCheck';

/** Props of {@link NameCheckMessage}. */
export interface NameCheckMessageProps {
  check: NameCheck;
  name: string;
}

/** Tells the result of the check beside the field, and to a screen reader as it changes. */
export function NameCheckMessage({ check, name }: NameCheckMessageProps) {
  return (
    <div role="status" aria-live="polite">
      <Message check={check} name={name} />
    </div>
  );
}

function Message({ check, name }: NameCheckMessageProps) {
  switch (check.state) {
    case 'empty':
      return null;
    case 'checking':
      return <Text color="secondary">Checking whether "{name}" is free…</Text>;
    case 'free':
      return <Text color="success">"{name}" is free.</Text>;
    case 'malformed':
      return <Text color="danger">{check.problem}</Text>;
    case 'unknown':
      return (
        <Text color="warning">
          Whether "{name}" is free cannot be checked right now.
        </Text>
      );
    default:
      return check.conflicts.map(({ text, href }) => (
        <div key={href}>
          <Text color="danger">{text} </Text>
          <Link href={href} target="_blank" rel="noreferrer">
            Look at it
          </Link>
        </div>
      ));
  }
}
