# What `sam build` runs, as `make build-<logical id>` for one function after the other. They share one package, which one run of Maven makes.
PACKAGE := functions/target/lambda
# Not the time of what Maven wrote: a package that a broken run left behind must not pass for a whole one.
MADE := functions/target/package-made
SOURCES := $(shell find pom.xml shared/pom.xml functions/pom.xml shared/src/main functions/src/main functions/src/package)

build-%: $(MADE)
	@cp -R $(PACKAGE)/. "$(ARTIFACTS_DIR)"
# Lambda's user must be able to read them, whatever umask they were made with.
	@chmod -R u=rwX,go=rX "$(ARTIFACTS_DIR)"

# clean: a resource that was removed stays in target/classes, and would be deployed.
$(MADE): $(SOURCES)
	./mvnw -B -ntp -q -pl functions -am clean package -Dmaven.test.skip
	touch $@
