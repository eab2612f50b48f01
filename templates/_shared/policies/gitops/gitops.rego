# House rules for the GitOps repository, over all its files at once: conftest test --combine.
package main

import rego.v1

applications contains file if {
	some file in input
	file.contents.kind == "Application"
}

projects[project.metadata.name] := project if {
	some file in input
	project := file.contents
	project.kind == "AppProject"
}

sources(application) := application.spec.sources

sources(application) := [application.spec.source] if not application.spec.sources

production(file) if contains(file.path, "environments/prod/")

production(file) if file.contents.metadata.labels.environment == "prod"

# A version or a commit: a branch or a range would change under us.
pinned(revision) if regex.match(`^(v?\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?|[0-9a-f]{40})$`, revision)

permits_repository(project, url) if url in project.spec.sourceRepos

permits_destination(project, destination) if {
	some allowed in project.spec.destinations
	allowed.server == destination.server
	allowed.namespace == destination.namespace
}

deny contains message if {
	some file in applications
	project := object.get(file.contents.spec, "project", "default")
	project == "default"
	message := sprintf("%s: spec.project is 'default', which permits everything: name the project of the team", [file.path])
}

deny contains message if {
	some file in applications
	project := file.contents.spec.project
	project != "default"
	not projects[project]
	message := sprintf("%s: project '%s' does not exist in projects/", [file.path, project])
}

deny contains message if {
	some file in applications
	project := projects[file.contents.spec.project]
	some source in sources(file.contents)
	not permits_repository(project, source.repoURL)
	message := sprintf("%s: project '%s' does not permit the repository '%s'", [file.path, project.metadata.name, source.repoURL])
}

deny contains message if {
	some file in applications
	project := projects[file.contents.spec.project]
	destination := file.contents.spec.destination
	not permits_destination(project, destination)
	message := sprintf("%s: project '%s' does not permit namespace '%s' of '%s'", [file.path, project.metadata.name, destination.namespace, destination.server])
}

deny contains message if {
	some file in applications
	production(file)
	some source in sources(file.contents)
	not source.ref
	not pinned(source.targetRevision)
	message := sprintf("%s: production follows '%s', expected a commit or a version", [file.path, source.targetRevision])
}

# What comes from elsewhere is at one version in every environment.
deny contains message if {
	some file in applications
	some source in sources(file.contents)
	source.chart
	not pinned(source.targetRevision)
	message := sprintf("%s: chart '%s' is at '%s', expected a version", [file.path, source.chart, source.targetRevision])
}

deny contains message if {
	some file in applications
	some source in sources(file.contents)
	source.helm.version
	message := sprintf("%s: helm.version is ignored since Argo CD 3.5, leave it out", [file.path])
}

deny contains message if {
	some file in applications
	not file.contents.spec.syncPolicy.automated.selfHeal
	message := sprintf("%s: syncPolicy.automated.selfHeal is off, so a change by hand would stay", [file.path])
}

deny contains message if {
	some name, project in projects
	some entry in array.concat(
		project.spec.sourceRepos,
		[value | some destination in project.spec.destinations; some value in [destination.server, destination.namespace]],
	)
	contains(entry, "*")
	message := sprintf("project '%s': '%s' permits more than one, name each", [name, entry])
}

deny contains message if {
	some name, project in projects
	name != "platform"
	count(object.get(project.spec, "clusterResourceWhitelist", [])) > 0
	message := sprintf("project '%s': clusterResourceWhitelist is for the platform only", [name])
}

deny contains message if {
	some file in input
	file.contents.kind == "Namespace"
	label := "pod-security.kubernetes.io/enforce"
	not file.contents.metadata.labels[label]
	message := sprintf("%s: the label %s is missing, so any pod would be let in", [file.path, label])
}
