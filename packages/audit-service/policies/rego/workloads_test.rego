package main_test

import data.main

labels := {label: "x" | some label in array.concat(parameters.labels, array.concat(parameters.workloadLabels, parameters.costLabels))}

parameters := {
	"registries": ["registry.example/team/service"],
	"labels": ["app.kubernetes.io/name"],
	"workloadLabels": ["app.kubernetes.io/version"],
	"costLabels": ["team"],
}

deployment := {
	"kind": "Deployment",
	"metadata": {"name": "service", "namespace": "system-dev", "labels": labels},
	"spec": {"template": {
		"metadata": {"labels": labels},
		"spec": {
			"securityContext": {"runAsNonRoot": true},
			"containers": [{
				"name": "service",
				"image": "registry.example/team/service@sha256:0000000000000000000000000000000000000000000000000000000000000000",
				"livenessProbe": {},
				"readinessProbe": {},
				"resources": {"requests": {"cpu": "1", "memory": "1"}, "limits": {"memory": "1"}},
			}],
		},
	}},
}

rules_of(object) := {violation.details.rule |
	some violation in main.violation with input as {"review": {"object": object}, "parameters": parameters}
}

container := "/spec/template/spec/containers/0"

test_a_good_deployment_breaks_nothing if rules_of(deployment) == set()

test_each_mistake_breaks_its_rule if {
	cases := [
		{"rules": {"digest"}, "patch": [{"op": "replace", "path": concat("", [container, "/image"]), "value": "registry.example/team/service:1.0.0"}]},
		{"rules": {"registry"}, "patch": [{"op": "replace", "path": concat("", [container, "/image"]), "value": "docker.io/team/service@sha256:0000000000000000000000000000000000000000000000000000000000000000"}]},
		{"rules": {"non-root"}, "patch": [{"op": "remove", "path": "/spec/template/spec/securityContext"}]},
		{"rules": {"non-root"}, "patch": [{"op": "add", "path": concat("", [container, "/securityContext"]), "value": {"runAsNonRoot": false}}]},
		{"rules": {"limits"}, "patch": [{"op": "remove", "path": concat("", [container, "/resources/limits"])}]},
		{"rules": {"probes"}, "patch": [{"op": "remove", "path": concat("", [container, "/readinessProbe"])}]},
		{"rules": {"labels"}, "patch": [{"op": "remove", "path": "/metadata/labels/team"}]},
		{"rules": {"labels"}, "patch": [{"op": "remove", "path": "/spec/template/metadata/labels/team"}]},
		{"rules": {"labels"}, "patch": [{"op": "remove", "path": "/metadata/labels/app.kubernetes.io~1version"}]},
		{"rules": {"namespace"}, "patch": [{"op": "replace", "path": "/metadata/namespace", "value": "default"}]},
		{"rules": {"namespace"}, "patch": [{"op": "remove", "path": "/metadata/namespace"}]},
	]
	every case in cases {
		rules_of(json.patch(deployment, case.patch)) == case.rules
	}
}

test_a_first_container_is_held_to_the_same if {
	root := {"op": "add", "path": "/spec/template/spec/initContainers", "value": [{"name": "first", "image": "busybox", "securityContext": {"runAsNonRoot": false}}]}
	rules_of(json.patch(deployment, [root])) == {"digest", "registry", "non-root", "limits"}
}

test_a_job_needs_no_probes if {
	job := {"op": "replace", "path": "/kind", "value": "Job"}
	unprobed := {"op": "remove", "path": concat("", [container, "/livenessProbe"])}
	rules_of(json.patch(deployment, [job, unprobed])) == set()
}

test_a_service_needs_only_labels_and_a_namespace if {
	unversioned := object.remove(labels, ["app.kubernetes.io/version"])
	service := {"kind": "Service", "metadata": {"name": "service", "namespace": "system-dev", "labels": unversioned}}
	rules_of(service) == set()
}
