package main

import rego.v1

good_application := {"path": "environments/prod/apps/orders.yaml", "contents": {
	"kind": "Application",
	"metadata": {"name": "orders-prod", "labels": {"environment": "prod"}},
	"spec": {
		"project": "notes-team",
		"destination": {"server": "https://kubernetes.default.svc", "namespace": "notes-prod"},
		"sources": [
			{"repoURL": "https://git.example/orders.git", "targetRevision": "v1.0.0", "path": "deploy/overlays/prod"},
			{"repoURL": "https://git.example/gitops.git", "targetRevision": "main", "ref": "values"},
		],
		"syncPolicy": {"automated": {"selfHeal": true}},
	},
}}

good_project := {"path": "projects/notes-team.yaml", "contents": {
	"kind": "AppProject",
	"metadata": {"name": "notes-team"},
	"spec": {
		"sourceRepos": ["https://git.example/gitops.git", "https://git.example/orders.git"],
		"destinations": [{"server": "https://kubernetes.default.svc", "namespace": "notes-prod"}],
		"clusterResourceWhitelist": [],
	},
}}

denied(patches) := messages if {
	messages := deny with input as json.patch([good_application, good_project], patches)
}

test_accepts_a_good_tree if count(denied([])) == 0

test_refuses_the_default_project if {
	some message in denied([{"op": "replace", "path": "/0/contents/spec/project", "value": "default"}])
	contains(message, "'default'")
}

test_refuses_a_missing_project if {
	some message in denied([{"op": "replace", "path": "/0/contents/spec/project", "value": "nobody"}])
	contains(message, "does not exist")
}

test_refuses_a_foreign_repository if {
	some message in denied([{"op": "remove", "path": "/1/contents/spec/sourceRepos/1"}])
	contains(message, "does not permit the repository")
}

test_refuses_a_foreign_namespace if {
	some message in denied([{"op": "replace", "path": "/0/contents/spec/destination/namespace", "value": "kube-system"}])
	contains(message, "does not permit namespace 'kube-system'")
}

test_refuses_a_branch_in_production if {
	some message in denied([{"op": "replace", "path": "/0/contents/spec/sources/0/targetRevision", "value": "main"}])
	contains(message, "production follows 'main'")
}

test_refuses_a_range_of_chart_versions if {
	some message in denied([
		{"op": "add", "path": "/0/contents/spec/sources/0/chart", "value": "orders"},
		{"op": "replace", "path": "/0/contents/spec/sources/0/targetRevision", "value": "1.*"},
	])
	contains(message, "chart 'orders' is at '1.*'")
}

test_refuses_a_wildcard if {
	some message in denied([{"op": "add", "path": "/1/contents/spec/sourceRepos/-", "value": "*"}])
	contains(message, "permits more than one")
}

test_refuses_cluster_wide_objects_of_a_team if {
	some message in denied([{"op": "add", "path": "/1/contents/spec/clusterResourceWhitelist/-", "value": {"group": "*", "kind": "*"}}])
	contains(message, "for the platform only")
}

test_refuses_drift if {
	some message in denied([{"op": "remove", "path": "/0/contents/spec/syncPolicy/automated"}])
	contains(message, "selfHeal")
}

test_refuses_an_open_namespace if {
	some message in deny with input as [{"path": "n.yaml", "contents": {"kind": "Namespace", "metadata": {"labels": {}}}}]
	contains(message, "any pod would be let in")
}
