# What `sam build` runs, as `make build-<logical id>` for one function after the other. They share one package, which one run of Maven makes.
PACKAGE := functions/target/lambda
# Not the time of what Maven wrote: a package that a broken run left behind must not pass for a whole one.
MADE := functions/target/package-made
SOURCES := $(shell find pom.xml shared/pom.xml functions/pom.xml shared/src/main functions/src/main functions/src/package)

build-%: $(MADE)
	@cp -R $(PACKAGE)/. "$(ARTIFACTS_DIR)"
# Each run of sam build is a release of its own, named by its commit and time. So there is always something to publish: Lambda publishes no version that
# equals the last one, and a deployment that asks for it fails. All functions of a run get the name that the first one got, and so the same upload.
	@release=$$(cat "$(ARTIFACTS_DIR)"/../*/release 2>/dev/null | head -n 1); \
	  echo "$${release:-$$(git describe --always --dirty 2>/dev/null || echo unknown) $$(date -u +%Y-%m-%dT%H:%M:%SZ)}" > "$(ARTIFACTS_DIR)/release"
# Lambda's user must be able to read them, whatever umask they were made with.
	@chmod -R u=rwX,go=rX "$(ARTIFACTS_DIR)"

# clean: a resource that was removed stays in target/classes, and would be deployed.
$(MADE): $(SOURCES)
	./mvnw -B -ntp -q -pl functions -am clean package -Dmaven.test.skip
	touch $@
