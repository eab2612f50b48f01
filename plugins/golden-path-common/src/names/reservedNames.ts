import {
  NODE_MODULES,
  NODE_PACKAGES,
  PYTHON_MODULES,
  PYTHON_PACKAGES,
} from './languageNames';

/** Names that one part of the world understands as something else. @public */
export interface ReservedNames {
  /** What the name means already, as the end of a sentence that begins with the name. */
  reason: string;
  names: readonly string[];
  /** Every name that begins so. */
  prefixes?: readonly string[];
  /** Every name that ends so. */
  suffixes?: readonly string[];
  /** Only for templates of this language. */
  language?: string;
}

const numbered = (name: string) =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9].map(number => `${name}${number}`);

/**
 * The one list of names that nothing may have. The form, a plan and a render ask it.
 *
 * `docs/golden-path/names.md` has the same groups for people.
 *
 * @public
 */
export const RESERVED_NAMES: readonly ReservedNames[] = [
  {
    reason: 'belongs to Kubernetes or to an add-on of the platform',
    names: [
      ...['kubernetes', 'kube', 'default', 'istio', 'istiod', 'ztunnel'],
      ...['argo', 'argocd', 'crossplane', 'monitoring', 'cert-manager'],
      ...['external-secrets', 'prometheus-operator'],
    ],
    prefixes: ['kube-', 'istio-', 'argo-', 'argocd-', 'crossplane-'],
  },
  {
    reason:
      'makes names that the GitOps repository has already, such as "services-dev"',
    names: ['services', 'namespaces'],
  },
  {
    reason: 'is what the chart calls the canary of another service',
    names: [],
    suffixes: ['-canary'],
  },
  {
    reason: 'means something else in DNS',
    names: [
      ...['localhost', 'localdomain', 'local', 'internal', 'invalid'],
      ...['example', 'test', 'onion', 'arpa', 'svc', 'wpad'],
      ...['isatap', 'broadcasthost', 'ip6-localhost', 'ip6-loopback'],
    ],
  },
  {
    reason: 'is a word in the addresses of the portal',
    names: ['new', 'api', 'all', 'edit', 'create', 'index', 'static'],
  },
  {
    reason: 'has a meaning for image registries',
    names: ['scratch', 'latest', 'library'],
  },
  {
    reason: 'is a device on Windows, where the repository could not be cloned',
    names: ['aux', 'con', 'nul', 'prn', ...numbered('com'), ...numbered('lpt')],
  },
  {
    reason: 'is what every object of JavaScript has',
    names: ['constructor', 'prototype'],
  },
  { language: 'node', reason: 'is a module of Node.js', names: NODE_MODULES },
  {
    language: 'node',
    reason: 'is a package or tool that the service itself needs',
    names: NODE_PACKAGES,
  },
  {
    language: 'python',
    reason: "is a module of Python's standard library",
    names: PYTHON_MODULES,
  },
  {
    language: 'python',
    reason: 'is a package that the service itself has or needs',
    names: PYTHON_PACKAGES,
  },
];
