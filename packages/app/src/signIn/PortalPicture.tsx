import styles from './PortalPicture.module.css';

const NODES = [
  { x: 60, y: 64, label: 'Create', path: 'M-9 0h18M0-9v18' },
  {
    x: 300,
    y: 40,
    label: 'Read',
    path: 'M-10-8h7l3 3 3-3h7v15h-7l-3 3-3-3h-7z',
  },
  { x: 324, y: 236, label: 'Run', path: 'M-6-9l15 9-15 9z' },
  {
    x: 44,
    y: 222,
    label: 'Find',
    path: 'M4 4l7 7M6-2a8 8 0 1 1-16 0a8 8 0 0 1 16 0z',
  },
];
const CENTER = { x: 184, y: 140 };
const ofCircle = { cx: CENTER.x, cy: CENTER.y };

/** What the portal is about: one page in the middle, and the four things one does from it. */
export function PortalPicture() {
  return (
    <svg
      className={styles.picture}
      viewBox="0 -12 368 304"
      aria-hidden
      focusable="false"
    >
      {[118, 84].map(radius => (
        <circle key={radius} className={styles.ring} r={radius} {...ofCircle} />
      ))}
      {NODES.map(({ x, y, label }) => (
        <path
          key={label}
          className={styles.line}
          d={`M${CENTER.x} ${CENTER.y}Q${x} ${CENTER.y} ${x} ${y}`}
        />
      ))}
      <g transform={`translate(${CENTER.x - 44} ${CENTER.y - 52}) scale(2.75)`}>
        <path
          d="M7 2h13l7 7v18a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"
          fill="#f6b93b"
        />
        <path d="M20 2l7 7h-5a2 2 0 0 1-2-2z" fill="#fde3ac" />
        <path className={styles.prompt} d="M9.5 13.5l4 4-4 4M16 22h6.5" />
      </g>
      {NODES.map(({ x, y, label, path }) => (
        <g key={label} transform={`translate(${x} ${y})`}>
          <circle className={styles.node} r="27" />
          <path className={styles.sign} d={path} />
          <text className={styles.label} y={y < CENTER.y ? -37 : 46}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}
