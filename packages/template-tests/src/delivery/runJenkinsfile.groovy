// Runs a declarative Jenkinsfile with stand-ins for the steps of Jenkins and prints what it did, one JSON a line.
// It proves the Groovy and the order of the steps; only Jenkins itself can prove that it knows the directives.
// usage: groovy.ui.GroovyMain runJenkinsfile.groovy JENKINSFILE BRANCH FAILING
// FAILING is a part of a shell script: the step that has it fails.
import groovy.json.JsonOutput

def (file, branch, failing) = args as List
def stages = []
def record = { Map entry -> println JsonOutput.toJson([stage: stages.join(' / ')] + entry) }

class Steps {
  Closure record
  List stages
  String branch
  String failing
  boolean left = false
  Map env = [WORKSPACE: '/workspace', PATH: '/usr/bin', BRANCH_NAME: 'any']

  def run(Closure body) {
    body.delegate = this
    body.resolveStrategy = Closure.DELEGATE_FIRST
    body.call()
  }

  def stage(String name, Closure body) {
    stages.push(name)
    try { run(body) } finally { stages.pop(); left = false }
  }

  // Directives of a stage: a stage whose condition fails does nothing.
  void when(Closure body) { left = false; run(body) }
  void branch(String name) { left = left || name != branch }
  void changeRequest() { left = true }
  void beforeInput(boolean value) { }
  void steps(Closure body) { if (!left) run(body) }

  void sh(String script) {
    record(step: 'sh', script: script)
    if (failing && script.contains(failing)) throw new IllegalStateException("script failed: $failing")
  }

  void input(Closure body) { if (!left) record(step: 'input'); run(body) }
  void withCredentials(List bindings, Closure body) { record(step: 'credentials', ids: bindings); run(body) }
  void withEnv(List variables, Closure body) { record(step: 'env', variables: variables); run(body) }
  String string(Map arguments) { arguments.credentialsId }
  String usernamePassword(Map arguments) { arguments.credentialsId }

  // Everything else takes its arguments, and a body when it has one.
  def methodMissing(String name, Object arguments) {
    def last = (arguments as List) ? (arguments as List).last() : null
    if (last instanceof Closure) return run(last)
    record(step: name)
    name
  }

  def propertyMissing(String name) { null }
  def propertyMissing(String name, Object value) { record(step: 'set', name: name, value: value.toString()) }
}

// The variables stay where the script puts them, so that a name that nothing sets is seen as a mistake.
def steps = new Steps(record: record, stages: stages, branch: branch, failing: failing)
def binding = new Binding()
def script = new GroovyShell(binding).parse(new File(file))
script.metaClass.methodMissing = { String name, arguments -> steps.invokeMethod(name, arguments) }
script.metaClass.pipeline = { Closure body -> steps.run(body) }
steps.metaClass.deploy = { String target -> script.deploy(target) }
try {
  script.run()
  println JsonOutput.toJson([result: 'success'])
} catch (IllegalStateException problem) {
  println JsonOutput.toJson([result: 'failure', message: problem.message])
}
