-- The facts of the graph as tables of their own, with the keys, links and indexes that serve
-- PostGraphile best: one table a noun, to-one links as foreign keys, lists in index order.
\set ON_ERROR_STOP on
drop schema if exists peer cascade;
create schema peer;
set search_path = peer, public;

create table municipality as select id, key, name from public.entity where kind = 'MUNICIPALITY' and superseded_at is null;
create table organisation as select id, key, name from public.entity where kind = 'ORGANISATION' and superseded_at is null;
create table project as select id, key, name from public.entity where kind = 'PROJECT' and superseded_at is null;
create table person as select id, key, name from public.entity where kind = 'PERSON' and superseded_at is null;
create table event as
  select e.id, e.key, e.name, e.entity_type as type, date '1970-01-01' + e.earliest_start as starts_on, r.object_id as project_id
  from public.entity e join public.relation r on r.subject_id = e.id and r.kind = 'CONCERNS' and r.superseded_at is null
  where e.kind = 'EVENT' and e.superseded_at is null;
create table attendance as
  select r.id, r.object_id as event_id, r.subject_id as person_id, r.on_behalf_of_id as organisation_id, r.role, r.order_day as day
  from public.relation r where r.kind = 'ATTENDED' and r.superseded_at is null;
create table event_project as
  select r.id, r.subject_id as event_id, r.object_id as project_id
  from public.relation r where r.kind = 'PART_OF' and r.superseded_at is null;
create table employment as
  select r.id, r.subject_id as person_id, r.object_id as municipality_id, r.role,
    date '1970-01-01' + r.earliest_start as valid_from,
    case when r.latest_end < 1000000 then date '1970-01-01' + r.latest_end end as valid_to
  from public.relation r join municipality m on m.id = r.object_id
  where r.kind = 'WORKS_FOR' and r.superseded_at is null;

alter table municipality add primary key (id), add unique (key);
alter table organisation add primary key (id), add unique (key);
alter table project add primary key (id), add unique (key);
alter table person add primary key (id), add unique (key);
alter table event add primary key (id), add unique (key), add foreign key (project_id) references project;
alter table attendance add primary key (id), add foreign key (event_id) references event,
  add foreign key (person_id) references person, add foreign key (organisation_id) references organisation;
alter table event_project add primary key (id), add foreign key (event_id) references event,
  add foreign key (project_id) references project;
alter table employment add primary key (id), add foreign key (person_id) references person,
  add foreign key (municipality_id) references municipality;

create index on event (project_id, starts_on, id);
create index on attendance (event_id, id);
create index on attendance (person_id, day, id);
create index on event_project (event_id, id);
create index on employment (municipality_id, valid_from, id) where valid_to is null;
create index on employment (municipality_id, valid_from, id);
vacuum analyze;
