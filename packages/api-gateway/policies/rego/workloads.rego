# The house rules, over everything the chart renders. CI runs them with conftest; with `violation` and
# `input.review` they have the form that Gatekeeper runs, too.
package main

object := input.review.object if input.review.object

else := input

parameters := input.parameters if input.parameters

else := data.house

# Where a kind keeps the template of its pods.
template := object.spec.template if object.kind in {"Deployment", "StatefulSet", "DaemonSet", "Job", "Rollout"}

else := object.spec.jobTemplate.spec.template if object.kind == "CronJob"

else := object if object.kind == "Pod"

else := object if object.kind == "Pod"

else := object if object.kind == "Pod"

else := object if object.kind == "Pod"

else := object if object.kind == "Pod"

containers contains container if some container in template.spec.containers

containers contains container if some container in template.spec.initContainers

violation contains problem("digest", sprintf("container %v uses %v, which names no digest", [container.name, container.image])) if {
	some container in containers
	not regex.match(`@sha256:[0-9a-f]{64}$`, container.image)
}

violation contains problem("registry", sprintf("container %v uses %v, which is from none of %v", [container.name, container.image, parameters.registries])) if {
	some container in containers
	prefixes := [concat("", [registry, mark]) | some registry in parameters.registries; some mark in ["@", ":"]]
	not strings.any_prefix_match(container.image, prefixes)
}

violation contains problem("non-root", sprintf("container %v may run as root", [container.name])) if {
	some container in containers
	not non_root(container)
}

violation contains problem("limits", sprintf("container %v has no %v.%v", [container.name, kind, resource])) if {
	some container in containers
	some [kind, resource] in [["requests", "cpu"], ["requests", "memory"], ["limits", "memory"]]
	not container.resources[kind][resource]
}

violation contains problem("probes", sprintf("container %v has no %v", [container.name, probe])) if {
	object.kind in {"Deployment", "StatefulSet", "DaemonSet", "Rollout"}
	some container in template.spec.containers
	some probe in ["livenessProbe", "readinessProbe"]
	not container[probe]
}

violation contains problem("labels", sprintf("has no label %v", [label])) if {
	some label in array.concat(parameters.labels, parameters.costLabels)
	not object.metadata.labels[label]
}

violation contains problem("labels", sprintf("has no label %v", [label])) if {
	template
	some label in parameters.workloadLabels
	not object.metadata.labels[label]
}

violation contains problem("labels", sprintf("its pods have no label %v", [label])) if {
	template
	some label in parameters.costLabels
	not template.metadata.labels[label]
}

violation contains problem("namespace", "must be in a namespace of its own, not in the default one") if {
	object.kind
	object.metadata.namespace in {"default", ""}
}

violation contains problem("namespace", "names no namespace") if {
	object.kind
	not object.metadata.namespace
}

non_root(container) if container.securityContext.runAsNonRoot

non_root(container) if {
	not "runAsNonRoot" in object_keys(container, "securityContext")
	template.spec.securityContext.runAsNonRoot
}

object_keys(value, field) := {key | some key, _ in value[field]}

problem(rule, text) := {
	"msg": sprintf("%v: %v %v %v", [rule, object.kind, object.metadata.name, text]),
	"details": {"rule": rule},
}
