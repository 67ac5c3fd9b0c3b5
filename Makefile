# What one can do here. Everything is a command of Maven or of ./millrace; this file only remembers them.
DATA ?= ../shared/data

.PHONY: help verify quick format dist demo demo-movielens bench bench-soak bench-scoring docs clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

verify: ## build, all quality gates, all tests (what CI does)
	./mvnw verify

quick: ## build and unit tests without the gates
	./mvnw -Dquick -DskipITs package

format: ## format the sources
	./mvnw spotless:apply

dist: ## the distribution, in deploy/standalone/target
	./mvnw -Dquick -DskipTests package

demo: ## the pipeline on a generated click stream
	./millrace demo

demo-movielens: ## the pipeline on MovieLens 100K (DATA=folder of the data sets)
	./millrace demo --data $(DATA)/movielens-100k

bench: ## throughput and latency of the streams application beside two baselines
	MILLRACE_OPTS="-Xmx4g -XX:+UseParallelGC" ./millrace bench streams

bench-soak: ## memory over a million events of 100,000 users
	./millrace bench soak

bench-scoring: ## users scored per second (JMH)
	./mvnw -q -Dquick -pl model test-compile exec:exec@benchmark

docs: ## draw the topologies again from the code
	./mvnw -q -Dquick -pl streams -am test -Dtest=TopologyDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.docs.write=true

clean: ## remove build output (not your data)
	./mvnw clean
