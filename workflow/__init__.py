"""The workflow (业务流程): the jobs that join the stages."""
